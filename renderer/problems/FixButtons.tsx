import { Button, Group } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import type { Fix, Problem } from '#shared/problems/problem';
import { describeCommandRefusal } from '../document/command';
import { useDocument } from '../document/store';
import { tell } from '../ui/tell';
import { mendingCommand } from './fixes';

function applyFix(fix: Fix): void {
  const { project, dispatch, endGesture } = useDocument.getState();
  const command = mendingCommand(project, fix);
  if (!command) return;
  // A step of its own, whatever was typed before.
  endGesture();
  const done = dispatch(command);
  if (!done.ok) tell.refused(describeCommandRefusal(done.error));
  endGesture();
}

/** A problem's mends, each one click and one undo step. */
export function FixButtons({ problem }: { problem: Problem }) {
  const project = useDocument(state => state.project);
  const fixes = problem.fixes.filter(fix => mendingCommand(project, fix) !== null);
  if (fixes.length === 0) return null;
  return (
    <Group gap={6}>
      {fixes.map((fix, index) => (
        <Button
          key={fix.label}
          size="compact-xs"
          styles={{
            root: { height: 'auto', paddingBlock: 3 },
            label: { whiteSpace: 'normal', textAlign: 'left', lineHeight: 1.3, fontWeight: 500 },
          }}
          variant={index === 0 ? 'light' : 'default'}
          leftSection={index === 0 ? <IconWand size={12} aria-hidden /> : undefined}
          onClick={() => applyFix(fix)}
        >
          {fix.label}
        </Button>
      ))}
    </Group>
  );
}
