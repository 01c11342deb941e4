import type { ScheduledRun } from '#shared/training/schedules/define';
import { rateAt, type Schedule } from '#shared/training/schedules/schedules';

/** About one a pixel of the panel. */
const MOST_POINTS = 300;

export interface PreviewPoint {
  readonly epoch: number;
  readonly rate: number;
}

/** The learning rates of a run, of every step or of as many as a small chart can show; the first and the last among them. */
export function previewOf(schedule: Schedule, run: ScheduledRun): readonly PreviewPoint[] {
  const count = Math.min(run.steps, MOST_POINTS);
  return Array.from({ length: count }, (_, i) => {
    const step = count === 1 ? 0 : Math.round((i * (run.steps - 1)) / (count - 1));
    return { epoch: step / run.stepsPerEpoch, rate: rateAt(schedule, step, run) };
  });
}

/** A rate in three digits that count. */
export const formatRate = (rate: number): string => {
  const rounded = Number(rate.toPrecision(3));
  return rounded !== 0 && Math.abs(rounded) < 0.0001 ? rounded.toExponential() : String(rounded);
};

/** How often the rate rises after it fell. */
function countRestarts(points: readonly PreviewPoint[]): number {
  const ups = points.slice(1).map(({ rate }, i) => Math.sign(rate - (points[i]?.rate ?? rate)));
  return ups.filter((up, i) => up > 0 && (ups[i - 1] ?? 0) < 0).length;
}

/** What the chart shows, in words. */
export function describePreview(points: readonly PreviewPoint[]): string {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return '';
  const highest = points.reduce((most, point) => (point.rate > most.rate ? point : most), first);
  if (points.every(({ rate }) => rate === first.rate)) return `${formatRate(first.rate)} at every step`;
  const peak =
    highest.rate > first.rate ? `, up to ${formatRate(highest.rate)} at epoch ${Number(highest.epoch.toFixed(2))}` : '';
  const restarts = countRestarts(points);
  const again = restarts === 0 ? '' : `, with ${restarts} ${restarts === 1 ? 'restart' : 'restarts'}`;
  return `From ${formatRate(first.rate)}${peak}${again}, to ${formatRate(last.rate)} at the end`;
}
