import type { Schedule } from '../../training/schedules/schedules';
import { call, type Expression, type Item } from '../expression';
import { float } from './values';

const SCHEDULES = 'keras.optimizers.schedules';

/** So many epochs in steps, as a term of Python. */
const inSteps = (epochs: number): string => (epochs === 1 ? 'steps_per_epoch' : `int(${epochs} * steps_per_epoch)`);
const given = (key: string, value: number, usual: number): Item[] =>
  value === usual ? [] : [{ key, value: float(value) }];

/** Whether the learning rate of a schedule needs `steps_per_epoch`. */
export const needsSteps = ({ type }: Schedule): boolean => type !== 'constant' && type !== 'timeDecay';

/** Written where a schedule of Keras's own will not do. */
export const ONE_CYCLE = [
  'class OneCycle(keras.optimizers.schedules.LearningRateSchedule):',
  '    """Rises to the peak and falls below where it began, each along half a wave."""',
  '',
  '    def __init__(self, peak, steps, rising, start_divisor, end_divisor):',
  '        self.peak, self.steps, self.rising = peak, steps, rising',
  '        self.start = 1 / start_divisor',
  '        self.end = self.start / end_divisor',
  '',
  '    def __call__(self, step):',
  '        step = keras.ops.cast(step, "float32")',
  '        top = max(0.0, self.rising * self.steps - 1)',
  '        left = max(1.0, self.steps - 1 - top)',
  '        risen = keras.ops.minimum(step / max(1.0, top), 1.0)',
  '        fallen = keras.ops.clip((step - top) / left, 0.0, 1.0)',
  '        up = self.start + (1 - self.start) * (1 - keras.ops.cos(np.pi * risen)) / 2',
  '        down = self.end + (1 - self.end) * (1 + keras.ops.cos(np.pi * fallen)) / 2',
  '        return self.peak * keras.ops.where(step < top, up, down)',
  '',
  '    def get_config(self):',
  '        return {',
  '            "peak": self.peak,',
  '            "steps": self.steps,',
  '            "rising": self.rising,',
  '            "start_divisor": 1 / self.start,',
  '            "end_divisor": self.start / self.end,',
  '        }',
];

/**
 * The learning rate of a stretch of training.
 * @param steps its steps, as a term of Python; `steps_per_epoch` is known there
 */
export function learningRate(schedule: Schedule, rate: number, steps: string): Expression {
  const peak = float(rate);
  switch (schedule.type) {
    case 'constant':
      return peak;
    case 'timeDecay':
      return call(
        `${SCHEDULES}.InverseTimeDecay`,
        peak,
        { key: 'decay_steps=', value: '1' },
        { key: 'decay_rate=', value: float(schedule.decay) },
      );
    case 'stepDecay':
    case 'exponentialDecay':
      return call(
        `${SCHEDULES}.ExponentialDecay`,
        peak,
        { key: 'decay_steps=', value: inSteps(schedule.decayEpochs) },
        { key: 'decay_rate=', value: float(schedule.decayRate) },
        ...(schedule.type === 'stepDecay' ? [{ key: 'staircase=', value: 'True' }] : []),
      );
    case 'polynomialDecay':
      return call(
        `${SCHEDULES}.PolynomialDecay`,
        peak,
        { key: 'decay_steps=', value: steps },
        ...given('end_learning_rate=', schedule.endLearningRate, 0.0001),
        ...given('power=', schedule.power, 1),
      );
    case 'cosineDecay': {
      const { warmupEpochs, warmupFrom, alpha } = schedule;
      if (warmupEpochs === 0)
        return call(
          `${SCHEDULES}.CosineDecay`,
          peak,
          { key: 'decay_steps=', value: steps },
          ...given('alpha=', alpha, 0),
        );
      const warmup = inSteps(warmupEpochs);
      return call(
        `${SCHEDULES}.CosineDecay`,
        float(rate * warmupFrom),
        { key: 'decay_steps=', value: call('max', '1', `${steps} - ${warmup}`) },
        ...given('alpha=', alpha, 0),
        { key: 'warmup_target=', value: peak },
        { key: 'warmup_steps=', value: warmup },
      );
    }
    case 'cosineDecayRestarts':
      return call(
        `${SCHEDULES}.CosineDecayRestarts`,
        peak,
        { key: 'first_decay_steps=', value: inSteps(schedule.firstDecayEpochs) },
        ...given('t_mul=', schedule.tMul, 2),
        ...given('m_mul=', schedule.mMul, 1),
        ...given('alpha=', schedule.alpha, 0),
      );
    case 'oneCycle':
      return call(
        'OneCycle',
        peak,
        { key: 'steps=', value: steps },
        { key: 'rising=', value: float(schedule.warmupShare) },
        { key: 'start_divisor=', value: float(schedule.startDivisor) },
        { key: 'end_divisor=', value: float(schedule.endDivisor) },
      );
  }
}
