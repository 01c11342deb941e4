import { ActionIcon, Menu } from '@mantine/core';
import {
  IconChartLine,
  IconDots,
  IconEye,
  IconFileImport,
  IconPackageExport,
  IconPencil,
  IconPlayerPlay,
  IconTrash,
} from '@tabler/icons-react';
import type { RunSummary } from '#shared/protocol/runs';
import { isActive } from '#shared/protocol/session';
import { useView } from '../app/view';
import { openExport } from '../export/dialog-state';
import { compareWith, useRun } from '../run/run';
import { useChoice } from './choice';
import { deleteRuns } from './manage-runs';
import { lookInside, openProject, resumeTraining } from './open-run';

/** How a run has ended that can go on. */
const GOES_ON: ReadonlySet<RunSummary['state']> = new Set(['stopped', 'interrupted', 'failed']);

interface RunMenuProps {
  readonly run: RunSummary;
  /** As the session tells it, where it is newer than the list. */
  readonly state: RunSummary['state'];
}

/** All that can be done with one run. */
export function RunMenu({ run, state }: RunMenuProps) {
  const shown = useRun(now => now.shown === run.run);
  const compared = useRun(now => now.compared === run.run);
  const busy = useRun(({ status, starting }) => starting || isActive(status.state));
  const inProgress = state !== 'interrupted' && isActive(state);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={22} aria-label={`What to do with ${run.name}`}>
          <IconDots size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {GOES_ON.has(state) && (
          <Menu.Item
            leftSection={<IconPlayerPlay size={14} />}
            onClick={() => void resumeTraining(run.run)}
            disabled={busy || !run.hasWeights}
          >
            Resume
          </Menu.Item>
        )}
        {run.hasBestWeights && (GOES_ON.has(state) || run.stoppedEarly) && (
          <Menu.Item
            leftSection={<IconPlayerPlay size={14} />}
            onClick={() => void resumeTraining(run.run, 'best')}
            disabled={busy}
          >
            Go on from its best epoch
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconChartLine size={14} />}
          onClick={() => {
            void compareWith(compared ? null : run.run);
            useView.getState().showBottom('curves');
          }}
          disabled={shown}
        >
          {compared ? 'Stop comparing' : 'Compare its curves'}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconEye size={14} />}
          onClick={() => void lookInside(run.run)}
          disabled={!run.hasWeights}
        >
          Look inside its network
        </Menu.Item>
        {run.hasBestWeights && (
          <Menu.Item
            leftSection={<IconEye size={14} />}
            onClick={() => void lookInside(run.run, 'best')}
            disabled={busy}
          >
            Look inside its best network
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconFileImport size={14} />} onClick={() => void openProject(run.run)}>
          Open its project
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPackageExport size={14} />}
          onClick={() => openExport(run.run)}
          disabled={!run.hasWeights}
        >
          Export…
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => useChoice.setState({ edited: run.run })}>
          Name, colour and notes…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTrash size={14} />}
          color="red"
          onClick={() => void deleteRuns([run])}
          disabled={inProgress}
        >
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
