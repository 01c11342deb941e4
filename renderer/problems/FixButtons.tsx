import { Button, Group } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import type { Fix, Problem } from '#shared/problems/problem';
import { fixCommand } from '../document/fix-command';
import { perform } from '../document/perform';
import { useDocument } from '../document/store';

function applyFix(fix: Fix): void {
  const { project, endGesture } = useDocument.getState();
  const command = fixCommand(project, fix);
  if (!command) return;
  // A step of its own, whatever was typed before.
  endGesture();
  perform(command);
  endGesture();
}

/** A problem's mends, each one click and one undo step. */
export function FixButtons({ problem }: { problem: Problem }) {
  if (problem.fixes.length === 0) return null;
  return (
    <Group gap={6}>
      {problem.fixes.map((fix, index) => (
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
