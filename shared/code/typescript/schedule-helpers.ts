import type { Helper } from './helpers';

/** The learning rates of schedules, by how many steps were done before. */
export const SCHEDULE_HELPERS: readonly Helper[] = [
  [
    'cosineDecay',
    `
/** Rises in a straight line to the peak, then falls along half a wave. */
function cosineDecay(
  step: number,
  {
    peak,
    steps,
    warmup,
    from,
    lowest,
  }: {
    peak: number;
    steps: number;
    warmup: number;
    from: number;
    lowest: number;
  },
): number {
  if (step < warmup) return peak * (from + (1 - from) * (step / warmup));
  if (steps <= warmup) return peak;
  const done = Math.min(1, (step - warmup) / (steps - warmup));
  return peak * halfWave(done, lowest);
}`,
  ],
  [
    'cosineRestarts',
    `
/** Falls from the peak along half a wave, again and again. */
function cosineRestarts(
  step: number,
  {
    peak,
    firstWave,
    longer,
    lower,
    lowest,
  }: {
    peak: number;
    firstWave: number;
    longer: number;
    lower: number;
    lowest: number;
  },
): number {
  let wave = 0;
  let start = 0;
  let length = firstWave;
  while (step >= start + length) {
    start += length;
    length *= longer;
    wave++;
  }
  const height = lower ** wave * halfWave((step - start) / length, 0);
  return peak * (lowest + (1 - lowest) * height);
}`,
  ],
  [
    'oneCycle',
    `
/** Rises to the peak and falls far below where it began, each along half a wave. */
function oneCycle(
  step: number,
  {
    peak,
    steps,
    rising,
    startDivisor,
    endDivisor,
  }: {
    peak: number;
    steps: number;
    rising: number;
    startDivisor: number;
    endDivisor: number;
  },
): number {
  const top = Math.max(0, rising * steps - 1);
  if (step < top) return peak * halfWave(1 - step / top, 1 / startDivisor);
  const last = steps - 1;
  const done = last > top ? Math.min(1, (step - top) / (last - top)) : 0;
  return peak * halfWave(done, 1 / startDivisor / endDivisor);
}`,
  ],
  [
    'halfWave',
    `
/** From 1 down to \`lowest\` along half a wave. */
function halfWave(done: number, lowest: number): number {
  return lowest + (1 - lowest) * 0.5 * (1 + Math.cos(Math.PI * done));
}`,
  ],
];
