import type { NodeId } from '../graph/graph';
import type { Shape } from '../graph/shape';
import type { Fix, LayerProblem } from './problem';

const insertBefore = (node: NodeId, type: string, title: string): Fix => ({
  do: 'insert-before',
  node,
  type,
  label: `Insert ${title} before it`,
});

/** The mends that a layer's refusal suggests, the likeliest first; none where only the user can know. */
export function fixesFor(node: NodeId, problem: LayerProblem): readonly Fix[] {
  switch (problem.code) {
    case 'shape/window': {
      const { param, window, dilation, received } = problem;
      const fitting = window.map((extent, axis) => {
        const reach = Math.min(extent, received[axis + 1] ?? 1);
        return Math.floor((reach - 1) / (dilation?.[axis] ?? 1)) + 1;
      });
      const [only = 1, ...others] = fitting;
      const value = others.length > 0 ? fitting : only;
      return [
        { do: 'set-param', node, param: 'padding', value: 'same', label: 'Set padding to "same"' },
        { do: 'set-param', node, param, value, label: `Shrink the window to ${fitting.join(' × ')}` },
      ];
    }
    case 'shape/reshape': {
      const size = problem.received.slice(1).reduce<number>((product, dim) => product * (dim ?? 1), 1);
      return [{ do: 'set-param', node, param: 'targetShape', value: [size], label: `Set the target shape to ${size}` }];
    }
    case 'shape/axis':
      return [{ do: 'set-param', node, param: 'axis', value: -1, label: 'Join along the last axis' }];
    case 'shape/divisible': {
      const fitting = largestDivisor(problem.received[problem.axis] ?? 1, problem.by);
      return [
        { do: 'set-param', node, param: problem.param, value: fitting, label: `Set ${problem.param} to ${fitting}` },
      ];
    }
    default:
      return [];
  }
}

/** The largest divisor of `size` that is at most `limit`. */
function largestDivisor(size: number, limit: number): number {
  let divisor = Math.min(size, limit);
  while (size % divisor !== 0) divisor--;
  return divisor;
}

/** For an output that still has height and width where the data wants one row of numbers. */
export const rowFixes = (node: NodeId, output: Shape): readonly Fix[] =>
  output.length === 4
    ? [insertBefore(node, 'flatten', 'Flatten'), insertBefore(node, 'globalAveragePooling2d', 'GlobalAveragePooling2D')]
    : output.length > 2
      ? [insertBefore(node, 'flatten', 'Flatten')]
      : [];
