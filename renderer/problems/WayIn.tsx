import { Button } from '@mantine/core';
import { IconZoomScan } from '@tabler/icons-react';
import type { Problem } from '#shared/problems/problem';
import { reveal } from '../blocks/navigate';
import { useLevel } from '../document/level';

/** From a problem of something in a block to where it is; nothing where one sees it already. */
export function WayIn({ problem: { path = [] } }: { problem: Problem }) {
  const depth = useLevel(({ way }) => way.length);
  if (path.length <= depth + 1) return null;
  const name = path.slice(depth + 1).join(' › ');
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      mb={6}
      leftSection={<IconZoomScan size={13} aria-hidden />}
      onClick={() => reveal(path)}
    >
      Inside: {name}
    </Button>
  );
}
