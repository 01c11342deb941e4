import { type Plan, type PlannedStage, stageTitle } from '#shared/training/plan';

/** About one a pixel of the panel. */
const MOST_POINTS = 300;

export interface PreviewPoint {
  readonly epoch: number;
  readonly rate: number;
  /** That of the group of layers that learns slowest, where a stage has groups. */
  readonly slowest?: number;
  /** The index of its stage. */
  readonly stage: number;
}

/** The learning rates of a run, of every step or of as many as a small chart can show; each stage's first and last among them. */
export const previewOf = (plan: Plan, stepsPerEpoch: number): readonly PreviewPoint[] =>
  plan.stages.flatMap(stage => stagePreview(plan, stage, stepsPerEpoch));

function stagePreview(plan: Plan, stage: PlannedStage, stepsPerEpoch: number): readonly PreviewPoint[] {
  const steps = stage.epochs * stepsPerEpoch;
  const first = stage.firstEpoch * stepsPerEpoch;
  const count = Math.min(steps, Math.max(2, Math.round((MOST_POINTS * stage.epochs) / plan.epochs)));
  const slowest = Math.min(1, ...stage.rates.map(({ factor }) => factor));
  return Array.from({ length: count }, (_, i) => {
    const step = first + (count === 1 ? 0 : Math.round((i * (steps - 1)) / (count - 1)));
    const rate = plan.rateAt(step, stepsPerEpoch);
    const point = { epoch: step / stepsPerEpoch, rate, stage: stage.index };
    return slowest < 1 ? { ...point, slowest: rate * slowest } : point;
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

/** What the chart shows, in words, stage by stage where there are several. */
export function describePreview(points: readonly PreviewPoint[], { stages }: Plan): string {
  if (stages.length === 1) return describeStage(points);
  return stages
    .map(stage => `${stageTitle(stage)}: ${describeStage(points.filter(point => point.stage === stage.index))}`)
    .join('. ');
}

function describeStage(points: readonly PreviewPoint[]): string {
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
