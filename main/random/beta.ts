import type { Random } from './random';

/** From Gamma(shape, 1), by Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables", 2000. As its logarithm: near 0 it underflows. */
function logGamma(random: Random, shape: number): number {
  // A smaller shape's is that of one more, times u^(1 / shape).
  if (shape < 1) return logGamma(random, shape + 1) + Math.log(1 - random.uniform()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}

/** From the distribution Beta(alpha, beta), in [0, 1]. */
export function drawBeta(random: Random, alpha: number, beta: number): number {
  const difference = logGamma(random, beta) - logGamma(random, alpha);
  return 1 / (1 + Math.exp(difference));
}
