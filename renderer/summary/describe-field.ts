import type { ReceptiveField } from '#shared/graph/receptive-field';
import { formatCount } from '../ui/format';

/** A field that enlarging layers make a fraction of a position wide reaches into the whole of it. */
const sizesOf = (field: Exclude<ReceptiveField, 'whole'>): readonly number[] =>
  field.map(({ size }) => Math.ceil(size));

/** `212 × 212`, `whole input`; a dash where there is no such thing. */
export function formatField(field: ReceptiveField | undefined): string {
  if (field === 'whole') return 'whole input';
  return field && field.length > 0 ? sizesOf(field).map(formatCount).join(' × ') : '—';
}

/** For sorting: how many positions it covers; absent where there is no such thing. */
export function fieldArea(field: ReceptiveField | undefined): number | undefined {
  if (field === 'whole') return Number.POSITIVE_INFINITY;
  return field && field.length > 0 ? sizesOf(field).reduce((area, size) => area * size, 1) : undefined;
}

/** What the numbers mean, for a tooltip; absent where there are none. */
export function explainField(field: ReceptiveField | undefined): string | undefined {
  if (field === 'whole') return 'Each value is computed from the whole input.';
  const [axis] = field ?? [];
  if (!axis) return undefined;
  const { jump, start } = axis;
  return `Neighbours look ${jump} apart in the input; the first one's view is centred at ${start}.`;
}
