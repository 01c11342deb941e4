import type { NodeId } from '../graph/graph';
import { type Shape, sameShape } from '../graph/shape';
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
    case 'shape/rank':
      return rankFixes(node, problem.expected, problem.received);
    case 'shape/axes': {
      const value = problem.received.slice(1).map((_, axis) => axis + 1);
      return [{ do: 'set-param', node, param: 'dims', value, label: `Set dims to ${value.join(', ')}` }];
    }
    case 'shape/cropping': {
      const value = NOTHING_CUT[problem.cut.length];
      return value ? [{ do: 'set-param', node, param: 'cropping', value, label: 'Cut nothing off' }] : [];
    }
    case 'shape/reshape': {
      const size = problem.received.slice(1).reduce<number>((product, dim) => product * (dim ?? 1), 1);
      return [{ do: 'set-param', node, param: 'targetShape', value: [size], label: `Set the target shape to ${size}` }];
    }
    case 'shape/axis':
      return [{ do: 'set-param', node, param: 'axis', value: -1, label: 'Use the last axis' }];
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

/** The sides of series, pictures and volumes, by their number of axes. */
const NOTHING_CUT: Readonly<Record<number, Readonly<Record<string, number>>>> = {
  1: { before: 0, after: 0 },
  2: { top: 0, bottom: 0, left: 0, right: 0 },
  3: { front: 0, back: 0, top: 0, bottom: 0, left: 0, right: 0 },
};

/** The largest divisor of `size` that is at most `limit`. */
function largestDivisor(size: number, limit: number): number {
  let divisor = Math.min(size, limit);
  while (size % divisor !== 0) divisor--;
  return divisor;
}

/** For an input with more or fewer axes than the layer takes: a Reshape that keeps the channels, or adds a 1 where there are none. */
function rankFixes(node: NodeId, expected: readonly number[], received: Shape): readonly Fix[] {
  const sizes = received.slice(1).filter(size => size !== null);
  if (sizes.length !== received.length - 1 || sizes.length === 0) return [];
  if (expected.includes(2) && sizes.length > 1) return rowFixes(node, received);
  const wanted = expected.find(rank => rank - 1 === sizes.length + 1);
  const channels = sizes.at(-1) ?? 1;
  const rows = sizes.slice(0, -1).reduce((product, size) => product * size, 1);
  const targetShape = wanted ? [...sizes, 1] : expected[0] === 3 ? [rows, channels] : undefined;
  if (!targetShape) return [];
  const label = `Insert Reshape to ${targetShape.join(' × ')} before it`;
  return [{ do: 'insert-before', node, type: 'reshape', params: { targetShape }, label }];
}

/** For an output that still has height and width where the data wants one row of numbers. */
export const rowFixes = (node: NodeId, output: Shape): readonly Fix[] =>
  output.length === 4
    ? [insertBefore(node, 'flatten', 'Flatten'), insertBefore(node, 'globalAveragePooling2d', 'GlobalAveragePooling2D')]
    : output.length > 2
      ? [insertBefore(node, 'flatten', 'Flatten')]
      : [];

/** The same behind a layer that takes height and width itself. */
export const rowsAfter = (node: NodeId, output: Shape): readonly Fix[] =>
  rowFixes(node, output).flatMap((fix): Fix[] => {
    if (fix.do !== 'insert-before') return [];
    return [
      { do: 'append', node, type: fix.type, label: fix.label.replace('Insert', 'Add').replace('before', 'after') },
    ];
  });

/** A merging layer's inputs, each with the node that it comes from. */
interface Arriving {
  readonly from: NodeId;
  readonly shape: Shape;
}

/**
 * For inputs that are to be added: a projection that brings one of them to the size of all the others, as ResNet's shortcuts have it
 * (He et al., 2015): a convolution of 1 × 1, strided where the picture is larger, or a Dense for rows of numbers.
 */
export function projections(node: NodeId, arriving: readonly Arriving[]): readonly Fix[] {
  return arriving.flatMap(({ from, shape }): Fix[] => {
    const others = arriving.filter(other => other.from !== from).map(other => other.shape);
    const [target] = others;
    if (!target || others.length !== arriving.length - 1 || !others.every(other => sameShape(other, target))) return [];
    const projection = projectionTo(shape, target);
    return projection ? [{ do: 'insert-before', node, from, ...projection }] : [];
  });
}

function projectionTo(
  shape: Shape,
  target: Shape,
): Pick<Extract<Fix, { do: 'append' }>, 'type' | 'params' | 'label'> | undefined {
  const size = target.at(-1);
  if (shape.length !== target.length || typeof size !== 'number') return undefined;
  const which = `with ${size} ${shape.length === 2 ? 'units' : 'filters'}`;
  if (shape.length === 2) return { type: 'dense', params: { units: size }, label: `Insert a Dense ${which}` };
  const strides = shape.slice(1, -1).map((length, axis) => strideBetween(length, target[axis + 1] ?? null));
  const known = strides.filter(stride => stride !== undefined);
  const label = `Insert a ${known.map(() => 1).join(' × ')} convolution ${which}`;
  if (known.length !== strides.length) return undefined;
  if (shape.length === 3) {
    const [stride = 1] = known;
    return { type: 'conv1d', params: { filters: size, kernelSize: 1, strides: stride, padding: 'same' }, label };
  }
  if (shape.length !== 4) return undefined;
  return { type: 'conv2d', params: { filters: size, kernelSize: [1, 1], strides: known, padding: 'same' }, label };
}

/** The stride that makes one size out of another with padding `same`; absent where none does. */
function strideBetween(size: number | null, target: number | null): number | undefined {
  if (size === null || target === null) return undefined;
  const stride = Math.floor(size / target);
  return stride >= 1 && Math.ceil(size / stride) === target ? stride : undefined;
}
