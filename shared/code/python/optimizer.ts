import { type Optimizer, optimizerNames, optimizers } from '../../training/optimizers';
import type { TrainingSettings } from '../../training/settings';
import { call, type Expression, type Item } from '../expression';
import { float } from './values';

type Settings = Pick<TrainingSettings, 'optimizer' | 'gradientClipping' | 'clippingThreshold' | 'weightAverage'>;

/** `beta1` as `beta_1`, `weightDecay` as `weight_decay`. */
const kerasName = (name: string): string => name.replace(/[A-Z]|\d+/g, part => `_${part.toLowerCase()}`);

const defaultsOf = ({ type }: Optimizer): Record<string, unknown> => ({ ...optimizers[type].parse({ type }) });

/** The optimizer, what is Keras's default left out. @param rate its learning rate, which may be a schedule */
export function kerasOptimizer(settings: Settings, rate: Expression): Expression {
  const { type, learningRate: _, ...own } = settings.optimizer;
  const defaults = defaultsOf(settings.optimizer);
  const args: Item[] = [{ key: 'learning_rate=', value: rate }];
  for (const [name, value] of Object.entries(own)) {
    if (value === defaults[name]) continue;
    args.push({
      key: `${kerasName(name)}=`,
      value: typeof value === 'number' ? float(value) : value ? 'True' : 'False',
    });
  }
  const { gradientClipping, clippingThreshold, weightAverage } = settings;
  if (gradientClipping === 'global_norm') args.push({ key: 'global_clipnorm=', value: float(clippingThreshold) });
  if (gradientClipping === 'value') args.push({ key: 'clipvalue=', value: float(clippingThreshold) });
  if (weightAverage.enabled) {
    args.push({ key: 'use_ema=', value: 'True' });
    if (weightAverage.momentum !== 0.99) args.push({ key: 'ema_momentum=', value: float(weightAverage.momentum) });
    if (weightAverage.overwriteFrequency > 0) {
      args.push({ key: 'ema_overwrite_frequency=', value: `${weightAverage.overwriteFrequency}` });
    }
  }
  return call(`keras.optimizers.${optimizerNames[type]}`, ...args);
}
