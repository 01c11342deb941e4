import { expect, test } from 'vitest';
import { z } from 'zod';
import { rateAt, Schedule } from '#shared/training/schedules/schedules';
import { runKeras } from '../keras/run-keras';

/** Keras computes in the type of the learning rate: in float64, so that what differs is the formula and not the rounding. */
const SCRIPT = `
schedule = getattr(keras.optimizers.schedules, args["class"])(np.float64(args["rate"]), **args["config"])
result = [float(schedule(np.float64(step))) for step in args["steps"]]
`;

const run = { learningRate: 0.03, steps: 400, stepsPerEpoch: 80 };
/** Past the end of the run, too. */
const STEPS = Array.from({ length: 421 }, (_, step) => step);

interface InKeras {
  readonly class: string;
  readonly rate?: number;
  readonly config: object;
}
const exponential = (config: object): InKeras => ({ class: 'ExponentialDecay', config });
const cosine = (config: object, rate = run.learningRate): InKeras => ({ class: 'CosineDecay', rate, config });
const restarts = (config: object): InKeras => ({ class: 'CosineDecayRestarts', config });

const cases: [object, InKeras][] = [
  [
    { type: 'timeDecay', decay: 0.004 },
    { class: 'InverseTimeDecay', config: { decay_steps: 1, decay_rate: 0.004 } },
  ],
  [
    { type: 'stepDecay', decayRate: 0.3, decayEpochs: 1.25 },
    exponential({ decay_steps: 100, decay_rate: 0.3, staircase: true }),
  ],
  [{ type: 'exponentialDecay', decayRate: 0.6, decayEpochs: 0.5 }, exponential({ decay_steps: 40, decay_rate: 0.6 })],
  [
    { type: 'polynomialDecay', endLearningRate: 0.002, power: 1.5 },
    { class: 'PolynomialDecay', config: { decay_steps: 400, end_learning_rate: 0.002, power: 1.5 } },
  ],
  [{ type: 'cosineDecay', warmupEpochs: 0, alpha: 0.1 }, cosine({ decay_steps: 400, alpha: 0.1 })],
  [
    { type: 'cosineDecay', warmupEpochs: 0.75, warmupFrom: 0.2, alpha: 0.05 },
    cosine({ decay_steps: 340, alpha: 0.05, warmup_target: 0.03, warmup_steps: 60 }, 0.006),
  ],
  [
    { type: 'cosineDecayRestarts', firstDecayEpochs: 0.8, tMul: 1, mMul: 0.9, alpha: 0.1 },
    restarts({ first_decay_steps: 64, t_mul: 1.0, m_mul: 0.9, alpha: 0.1 }),
  ],
  [
    { type: 'cosineDecayRestarts', firstDecayEpochs: 0.4, tMul: 2, mMul: 0.8 },
    restarts({ first_decay_steps: 32, t_mul: 2.0, m_mul: 0.8 }),
  ],
];

test.each(cases)('%j has the rates of Keras', async (settings, keras) => {
  const schedule = Schedule.parse(settings);
  const ours = STEPS.map(step => rateAt(schedule, step, run));
  const theirs = await runKeras(SCRIPT, { rate: run.learningRate, ...keras, steps: STEPS }, z.array(z.number()));
  expect(theirs).toHaveLength(STEPS.length);
  for (const step of STEPS) {
    const [here, there] = [ours[step] ?? Number.NaN, theirs[step] ?? Number.NaN];
    expect(Math.abs(here - there), `step ${step}: ${here}, in Keras ${there}`).toBeLessThanOrEqual(1e-6 * there);
  }
  expect(new Set(theirs).size).toBeGreaterThan(3);
});
