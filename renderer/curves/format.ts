/** A loss: four digits that count, the same width while it changes. */
export function formatLoss(loss: number): string {
  if (!Number.isFinite(loss)) return '–';
  const size = Math.abs(loss);
  if (size !== 0 && size < 0.0001) return loss.toExponential(1);
  if (size >= 100) return loss.toFixed(0);
  return loss.toFixed(size < 0.1 ? 4 : 3);
}

/** A share of 1 as a percentage; near 100 % the digits after the point count most. */
export const formatShare = (share: number): string => (Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : '–');

/** For an axis, where every label has little room. */
export const formatTick = (value: number): string => String(Number(value.toPrecision(3)));
export const formatShareTick = (share: number): string => `${Number((share * 100).toFixed(1))}%`;
