import type { PlannedStage } from '../../training/plan';
import { call, type Expression, literal } from '../expression';

/** So many epochs in steps, as a term of the program. */
const inSteps = (epochs: number): string => (epochs === 1 ? 'stepsPerEpoch' : `${epochs} * stepsPerEpoch`);

const named = (helper: string, settings: Readonly<Record<string, string | number>>): Expression => {
  const members = Object.entries(settings).map(([name, value]) => ({ key: `${name}: `, value: `${value}` }));
  return call(helper, 'step', literal('{', '}', members));
};

/** The same as a divisor. */
const bySteps = (epochs: number): string => (epochs === 1 ? inSteps(epochs) : `(${inSteps(epochs)})`);

/** Whether the learning rate of a stage needs `stepsPerEpoch`. */
export const needsSteps = ({ schedule: { type } }: PlannedStage): boolean =>
  type !== 'constant' && type !== 'timeDecay';

/** The learning rate of a stage as a term of `step`, counted from 0; with the same numbers as in the studio. */
export function rateTerm({ schedule, learningRate: peak, epochs }: PlannedStage): Expression {
  const steps = inSteps(epochs);
  switch (schedule.type) {
    case 'constant':
      return `${peak}`;
    case 'timeDecay':
      return `${peak} / (1 + ${schedule.decay} * step)`;
    case 'stepDecay':
      return `${peak} * ${schedule.decayRate} ** Math.floor(step / ${bySteps(schedule.decayEpochs)})`;
    case 'exponentialDecay':
      return `${peak} * ${schedule.decayRate} ** (step / ${bySteps(schedule.decayEpochs)})`;
    case 'polynomialDecay': {
      const { endLearningRate: end, power } = schedule;
      const left = `(1 - Math.min(1, step / ${bySteps(epochs)}))`;
      return `${end} + ${peak - end} * ${power === 1 ? left : `${left} ** ${power}`}`;
    }
    case 'cosineDecay': {
      const { warmupEpochs, warmupFrom: from, alpha: lowest } = schedule;
      const warmup = warmupEpochs === 0 ? 0 : inSteps(warmupEpochs);
      return named('cosineDecay', { peak, steps, warmup, from, lowest });
    }
    case 'cosineDecayRestarts': {
      const { firstDecayEpochs, tMul: longer, mMul: lower, alpha: lowest } = schedule;
      return named('cosineRestarts', { peak, firstWave: inSteps(firstDecayEpochs), longer, lower, lowest });
    }
    case 'oneCycle': {
      const { warmupShare: rising, startDivisor, endDivisor } = schedule;
      return named('oneCycle', { peak, steps, rising, startDivisor, endDivisor });
    }
  }
}
