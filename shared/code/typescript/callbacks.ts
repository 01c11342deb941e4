import { monitorBetter } from '../../training/monitor';
import type { TrainingSettings } from '../../training/settings';
import { call, type Expression, literal } from '../expression';
import { plainName, quoted } from '../names';
import type { Printer } from '../printer';
import type { CodeData } from '../target';
import { tfjsMonitor } from './losses';

export interface TypeScriptCallbacks {
  /** The terms of those that watch the epochs. */
  readonly list: readonly string[];
  /** Whether the best weights are to be put back at the end. */
  readonly restores: boolean;
  readonly lowers: boolean;
}

/** Better by more than `minDelta`, as a function of the value and the best so far. */
function better(monitor: string, minDelta: number): string {
  const isLower = monitorBetter(monitor) === 'lower';
  const by = minDelta === 0 ? '' : isLower ? ` - ${minDelta}` : ` + ${minDelta}`;
  return `(value, best) => value ${isLower ? '<' : '>'} best${by}`;
}

/** Writes what watches the epochs, one variable each. @param outputs in the order of the model's */
export function writeCallbacks(
  printer: Printer,
  training: TrainingSettings,
  data: CodeData,
  { name, outputs }: { readonly name: string; readonly outputs: readonly string[] },
): TypeScriptCallbacks {
  const { earlyStopping: stop, reduceOnPlateau: plateau } = training;
  const list: string[] = [];
  const monitored = (asked: string): string => {
    const known = tfjsMonitor(asked, data, outputs);
    if (known === undefined) printer.note(`TensorFlow.js does not measure ${asked}: val_loss is watched instead.`);
    return known ?? tfjsMonitor('val_loss', data, outputs) ?? 'val_loss';
  };
  const add = (variable: string, value: Expression): void => {
    printer.statement(`const ${variable} = `, value, { after: ';' });
    list.push(variable);
  };
  const watches = stop.keepBest || stop.restoreBest || stop.enabled;
  if (data.ends.length > 1 && (watches || plateau.enabled)) {
    printer.comment('TensorFlow.js gives what it validates of several outputs under names of other values.');
  }
  const watched = watches ? monitored(stop.monitor) : 'val_loss';
  if (stop.keepBest) {
    const place = quoted(`file://${plainName(name)}_best`);
    add('best', call('keepBest', 'model', quoted(watched), better(stop.monitor, 0), place));
  }
  if (stop.enabled) {
    const settings = [
      { key: 'patience: ', value: `${stop.patience}` },
      ...(stop.startFromEpoch === 0 ? [] : [{ key: 'startFromEpoch: ', value: `${stop.startFromEpoch}` }]),
    ];
    add(
      'stopping',
      call('stopEarly', 'model', quoted(watched), better(stop.monitor, stop.minDelta), literal('{', '}', settings)),
    );
  }
  if (stop.restoreBest) {
    add('remembered', call('bestWeights', 'model', quoted(watched), better(stop.monitor, stop.minDelta)));
  }
  if (plateau.enabled) {
    const settings = {
      factor: plateau.factor,
      patience: plateau.patience,
      cooldown: plateau.cooldown,
      lowest: plateau.minLearningRate,
    };
    const members = Object.entries(settings).map(([key, value]) => ({ key: `${key}: `, value: `${value}` }));
    const watched = quoted(monitored(plateau.monitor));
    add(
      'plateau',
      call('lowerOnPlateau', watched, better(plateau.monitor, plateau.minDelta), literal('{', '}', members)),
    );
  }
  return { list, restores: stop.restoreBest, lowers: plateau.enabled };
}
