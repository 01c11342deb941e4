import type { LayerAnalysis, ReachAxis } from '../layers/define';
import type { Shape } from './shape';

/** What one position of a layer's output sees of the network's input, along one axis; all in positions (pixels) of the input. */
export interface FieldAxis {
  /** How many positions it sees. Those beyond the border of the input count as well, as in the papers. */
  readonly size: number;
  /** From one position of the output to the next. Below 1 where the network has enlarged its input. */
  readonly jump: number;
  /** The middle of what the output's first position sees; the input's first position is 0. Below 0 with much padding. */
  readonly start: number;
}

/**
 * Araujo, Norris and Sim, "Computing receptive fields of convolutional neural networks", Distill 2019. One entry an axis between
 * batch and channels (none for rows of numbers, which have no places), or the whole input. What normalization layers mix in
 * while training does not count.
 */
export type ReceptiveField = readonly FieldAxis[] | 'whole';

export function sameField(a: ReceptiveField | undefined, b: ReceptiveField | undefined): boolean {
  if (a === b || a === undefined || b === undefined || a === 'whole' || b === 'whole') return a === b;
  return a.length === b.length && a.every((axis, index) => sameAxis(axis, b[index] ?? ITSELF));
}

const sameAxis = (a: FieldAxis, b: FieldAxis): boolean => a.size === b.size && a.jump === b.jump && a.start === b.start;

/** What an Input sees: each position itself. */
export const inputField = (shape: Shape): ReceptiveField => shape.slice(1, -1).map(() => ITSELF);

const ITSELF: FieldAxis = { size: 1, jump: 1, start: 0 };

const through = (axis: FieldAxis, { extent, stride, offset }: ReachAxis): FieldAxis => ({
  size: axis.size + (extent - 1) * axis.jump,
  jump: axis.jump * stride,
  start: axis.start + offset * axis.jump,
});

/** Of two branches that meet: from the outermost that one of them sees to the outermost at the other side. */
function join(a: FieldAxis, b: FieldAxis): FieldAxis | undefined {
  if (a.jump !== b.jump) return undefined;
  const half = ({ size }: FieldAxis) => (size - 1) / 2;
  const low = Math.min(a.start - half(a), b.start - half(b));
  const high = Math.max(a.start + half(a), b.start + half(b));
  return { size: high - low + 1, jump: a.jump, start: (low + high) / 2 };
}

function joinAll(fields: readonly (ReceptiveField | undefined)[]): ReceptiveField | undefined {
  if (fields.includes('whole')) return 'whole';
  const [first, ...others] = fields.filter(field => field !== 'whole');
  let joined = first;
  for (const other of others) {
    if (!joined || other?.length !== joined.length) return undefined;
    const axes: readonly FieldAxis[] = other;
    const met = joined.flatMap((axis, index) => join(axis, axes[index] ?? ITSELF) ?? []);
    joined = met.length === joined.length ? met : undefined;
  }
  return joined;
}

const sameSizes = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.slice(1, -1).every((size, axis) => size === b[axis + 1]);

/**
 * The field of a layer's output, given those of its inputs. `undefined` where there is no such thing: where places lose their
 * order (Reshape, Permute), or branches of different strides meet.
 */
export function nextField(
  fields: readonly (ReceptiveField | undefined)[],
  inputs: readonly Shape[],
  { output, reach }: LayerAnalysis,
): ReceptiveField | undefined {
  const [shape = []] = inputs;
  const joined = joinAll(fields);
  if (joined === 'whole') return 'whole';
  // Rows of numbers have no places, unless an Embedding makes a series of them.
  if (joined?.length === 0 && !(reach && reach !== 'all' && output.length > 2))
    return output.length === 2 ? [] : undefined;
  const mixesAll = reach === 'all' || (output.length === 2 && shape.length > 2);
  if (mixesAll) return 'whole';
  if (!joined) return undefined;
  if (reach) return reach.map((axis, index) => through(joined[index] ?? ITSELF, axis));
  return inputs.some(input => sameSizes(input, output)) ? joined : undefined;
}
