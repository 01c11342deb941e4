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
      const [, height, width] = problem.received;
      const fitting = [Math.min(problem.window[0], height ?? 1), Math.min(problem.window[1], width ?? 1)];
      return [
        { do: 'set-param', node, param: 'padding', value: 'same', label: 'Set padding to "same"' },
        {
          do: 'set-param',
          node,
          param: problem.param,
          value: fitting,
          label: `Shrink the window to ${fitting.join(' × ')}`,
        },
      ];
    }
    case 'shape/reshape': {
      const size = problem.received.slice(1).reduce<number>((product, dim) => product * (dim ?? 1), 1);
      return [{ do: 'set-param', node, param: 'targetShape', value: [size], label: `Set the target shape to ${size}` }];
    }
    case 'shape/axis':
      return [{ do: 'set-param', node, param: 'axis', value: -1, label: 'Join along the last axis' }];
    default:
      return [];
  }
}

/** For an output that still has height and width where the data wants one row of numbers. */
export const rowFixes = (node: NodeId, output: Shape): readonly Fix[] =>
  output.length === 4
    ? [insertBefore(node, 'flatten', 'Flatten'), insertBefore(node, 'globalAveragePooling2d', 'GlobalAveragePooling2D')]
    : output.length > 2
      ? [insertBefore(node, 'flatten', 'Flatten')]
      : [];
