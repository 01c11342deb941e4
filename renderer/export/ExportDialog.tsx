import { Alert, Button, Group, Loader, Modal, Radio, Select, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconDownload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { WhichWeights } from '#shared/protocol/runs';
import { monitorTitle } from '#shared/training/monitor';
import { formatLoss } from '../curves/format';
import { useEngine } from '../engine/engine';
import { useRun } from '../run/run';
import { runLabel, useRuns } from '../runs/runs';
import { formatCount, formatWhen } from '../ui/format';
import { closeExport, useExportDialog } from './dialog-state';
import styles from './export.module.css';
import { type ExportOutcome, exportRun } from './export-run';
import { formatDifference } from './format';

/** Takes a trained network away as a file; what is exported is opened again and compared before it is saved. */
export function ExportDialog() {
  const { opened } = useExportDialog();
  return (
    <Modal opened={opened} onClose={closeExport} title="Export a trained network" size={480}>
      <ExportForm />
    </Modal>
  );
}

function ExportForm() {
  const asked = useExportDialog(state => state.run);
  const shown = useRun(state => state.shown);
  const runs = useRuns(state => state.runs)?.filter(run => run.hasWeights) ?? [];
  const formats = useEngine(state => state.info?.exportFormats) ?? [];
  const [chosenRun, setRun] = useState<string | null>(null);
  const [chosenFormat, setFormat] = useState<string | null>(null);
  const [chosenWeights, setWeights] = useState<WhichWeights | null>(null);
  const [outcome, setOutcome] = useState<ExportOutcome | 'working' | null>(null);

  const run = [chosenRun, asked, shown].map(id => runs.find(one => one.run === id)).find(one => one) ?? runs[0];
  const format = formats.find(one => one.id === chosenFormat) ?? formats[0];

  const weights = run?.hasBestWeights ? (chosenWeights ?? undefined) : undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: an outcome belongs to the choice it was made for
  useEffect(() => setOutcome(null), [run?.run, format?.id, weights]);

  if (!run || !format) {
    return (
      <Text size="sm" c="dimmed">
        There is no trained network yet: train one first.
      </Text>
    );
  }
  const start = async () => {
    setOutcome('working');
    setOutcome(await exportRun(run, format, weights));
  };
  return (
    <Stack gap="md">
      <Select
        label="Run"
        data={runs.map(one => ({ value: one.run, label: `${one.name}, ${formatWhen(one.startedAt)}` }))}
        value={run.run}
        onChange={setRun}
        disabled={outcome === 'working'}
      />
      {run.hasBestWeights && run.best && (
        <Select
          label="Weights"
          data={[
            { value: 'end', label: 'As the run ended' },
            { value: 'last', label: `Of the last step, ${formatCount(run.step)}` },
            {
              value: 'best',
              label: `Of the best epoch, ${run.best.epoch} (${monitorTitle(run.best.monitor)} ${formatLoss(run.best.value)})`,
            },
          ]}
          value={weights ?? 'end'}
          onChange={value => setWeights(WhichWeights.options.find(option => option === value) ?? null)}
          disabled={outcome === 'working'}
        />
      )}
      <Radio.Group label="Format" value={format.id} onChange={setFormat}>
        <Stack gap={6} mt={4}>
          {formats.map(({ id, title, summary, fileEnding }) => (
            <Radio.Card key={id} value={id} className={styles.format} disabled={outcome === 'working'}>
              <Group wrap="nowrap" align="flex-start" gap="sm">
                <Radio.Indicator size="xs" mt={2} />
                <div>
                  <Text size="sm" fw={600}>
                    {title} <span className={styles.ending}>{fileEnding}</span>
                  </Text>
                  <Text size="xs" c="dimmed">
                    {summary}
                  </Text>
                </div>
              </Group>
            </Radio.Card>
          ))}
        </Stack>
      </Radio.Group>
      <Outcome outcome={outcome} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={closeExport}>
          Close
        </Button>
        <Button
          leftSection={<IconDownload size={14} />}
          loading={outcome === 'working'}
          onClick={() => void start()}
          aria-label={`Export ${runLabel(run)} as ${format.title}`}
        >
          Export
        </Button>
      </Group>
    </Stack>
  );
}

function Outcome({ outcome }: { outcome: ExportOutcome | 'working' | null }) {
  if (outcome === null) return null;
  if (outcome === 'working') {
    return (
      <Group gap="xs" role="status">
        <Loader size={14} />
        <Text size="xs" c="dimmed">
          Writing the file, opening it again and comparing its predictions…
        </Text>
      </Group>
    );
  }
  if (!outcome.ok) {
    return (
      <Alert color="red" icon={<IconAlertTriangle size={16} />} title="Not exported" role="alert">
        {outcome.error}
      </Alert>
    );
  }
  const { maxDifference, where } = outcome.value;
  return (
    <Alert
      variant="default"
      icon={<IconCircleCheck size={16} color="rgb(var(--success))" />}
      title="Checked: it predicts the same"
      role="status"
    >
      The file was opened again; the largest difference between its predictions and the network's is{' '}
      {formatDifference(maxDifference)}.{where === null ? ' It was not saved.' : ` Saved as ${where}.`}
    </Alert>
  );
}
