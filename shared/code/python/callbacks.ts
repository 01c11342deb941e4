import type { TrainingSettings } from '../../training/settings';
import { call, type Expression, type Item, literal } from '../expression';
import { quoted } from '../names';
import type { Printer } from '../printer';
import { float } from './values';

const given = <T>(key: string, value: T, usual: T, write: (value: T) => string = String): Item[] =>
  value === usual ? [] : [{ key, value: write(value) }];
const monitored = (monitor: string): Item[] => given('monitor=', monitor, 'val_loss', quoted);

/**
 * What ends a `fit` early, and gives it its best weights; `null` where nothing does.
 * @param stage of a run with several; the last one ends as the run does
 */
export function earlyStopping(
  { earlyStopping: stop }: TrainingSettings,
  stage?: { readonly stopEarly: boolean; readonly patience: number; readonly isLast: boolean },
): Expression | null {
  const endsRun = (!stage || stage.isLast) && (stop.enabled || stop.restoreBest);
  if (!stage?.stopEarly && !endsRun) return null;
  const patience = stage?.stopEarly ? stage.patience : stop.enabled ? stop.patience : 100_000;
  const restores = stop.restoreBest || stage?.isLast === false;
  return call(
    'keras.callbacks.EarlyStopping',
    ...monitored(stop.monitor),
    ...given('min_delta=', stop.minDelta, 0, float),
    { key: 'patience=', value: `${patience}` },
    ...given('restore_best_weights=', restores, false, () => 'True'),
    ...(stage?.stopEarly ? [] : given('start_from_epoch=', stop.startFromEpoch, 0)),
  );
}

/**
 * What lets the others judge and keep the average of the weights, and so comes first. Each `fit` needs its own: one of before
 * would swap with an optimizer that has no average yet.
 */
export const averaging = ({ weightAverage }: TrainingSettings): readonly Expression[] =>
  weightAverage.enabled ? [call('keras.callbacks.SwapEMAWeights', { key: 'swap_on_epoch=', value: 'True' })] : [];

/**
 * Writes what Keras does between epochs, as a list in `callbacks`; what averages or ends a stage is left to its own `fit`.
 * @param name of the files
 */
export function writeCallbacks(printer: Printer, training: TrainingSettings, name: string): boolean {
  const { earlyStopping: stop, reduceOnPlateau: plateau } = training;
  const list: Expression[] = training.stages.length === 0 ? [...averaging(training)] : [];
  if (stop.keepBest) {
    list.push(
      call('keras.callbacks.ModelCheckpoint', quoted(`${name}-best.keras`), ...monitored(stop.monitor), {
        key: 'save_best_only=',
        value: 'True',
      }),
    );
  }
  const stopping = training.stages.length === 0 ? earlyStopping(training) : null;
  if (stopping) list.push(stopping);
  const isScheduled =
    training.schedule.type !== 'constant' || training.stages.some(({ schedule }) => schedule.type !== 'constant');
  if (plateau.enabled && isScheduled) {
    printer.note('The lower rate on a plateau is left out: Keras does not allow it beside a schedule.');
  } else if (plateau.enabled) {
    list.push(
      call(
        'keras.callbacks.ReduceLROnPlateau',
        ...monitored(plateau.monitor),
        ...given('factor=', plateau.factor, 0.1, float),
        ...given('patience=', plateau.patience, 10),
        ...given('min_delta=', plateau.minDelta, 0.0001, float),
        ...given('cooldown=', plateau.cooldown, 0),
        ...given('min_lr=', plateau.minLearningRate, 0, float),
      ),
    );
  }
  if (list.length > 0) printer.blank();
  if (list.length > 0) printer.statement('callbacks = ', literal('[', ']', list));
  return list.length > 0;
}
