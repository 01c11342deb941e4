import { monitorBetter } from '../../training/monitor';
import type { TrainingSettings } from '../../training/settings';
import { call, literal } from '../expression';
import { plainName, quoted } from '../names';
import type { Printer } from '../printer';
import type { CodeData } from '../target';
import { tfjsMonitor } from './losses';

/** Better by more than `minDelta`, as a function of the value and the best so far. */
function better(monitor: string, minDelta: number): string {
  const isLower = monitorBetter(monitor) === 'lower';
  const by = minDelta === 0 ? '' : isLower ? ` - ${minDelta}` : ` + ${minDelta}`;
  return `(value, best) => value ${isLower ? '<' : '>'} best${by}`;
}

interface Watched {
  readonly training: TrainingSettings;
  readonly data: CodeData;
  /** In the order of the model's. */
  readonly outputs: readonly string[];
}

/** What tfjs calls a monitor; says so where another one has to do. */
function watchedName(printer: Printer, asked: string, { data, outputs }: Watched): string {
  const known = tfjsMonitor(asked, data, outputs);
  if (known === undefined) printer.note(`TensorFlow.js does not measure ${asked}: val_loss is watched instead.`);
  if (data.ends.length > 1) {
    printer.comment('TensorFlow.js gives what it validates of several outputs under names of other values.');
  }
  return quoted(known ?? tfjsMonitor('val_loss', data, outputs) ?? 'val_loss');
}

/** Writes what watches the epochs of the whole run. @param name of the project */
export function writeCallbacks(printer: Printer, watched: Watched, name: string): readonly string[] {
  const { earlyStopping: stop, reduceOnPlateau: plateau } = watched.training;
  if (stop.keepBest) {
    const monitor = watchedName(printer, stop.monitor, watched);
    const place = quoted(`file://${plainName(name)}_best`);
    const best = call('keepBest', 'model', monitor, better(stop.monitor, 0), place);
    printer.statement('const best = ', best, { after: ';' });
  }
  if (plateau.enabled) {
    const settings = {
      factor: plateau.factor,
      patience: plateau.patience,
      cooldown: plateau.cooldown,
      lowest: plateau.minLearningRate,
    };
    const members = Object.entries(settings).map(([key, value]) => ({ key: `${key}: `, value: `${value}` }));
    const monitor = watchedName(printer, plateau.monitor, watched);
    const lower = call(
      'lowerOnPlateau',
      monitor,
      better(plateau.monitor, plateau.minDelta),
      literal('{', '}', members),
    );
    printer.statement('const plateau = ', lower, { after: ';' });
  }
  return [...(stop.keepBest ? ['best'] : []), ...(plateau.enabled ? ['plateau'] : [])];
}

/**
 * Writes what ends a `fit()` early, and remembers its best weights.
 * @param stage of a run with several; the last one ends as the run does
 */
export function writeStopping(
  printer: Printer,
  watched: Watched,
  stage?: { readonly stopEarly: boolean; readonly patience: number; readonly isLast: boolean },
): readonly string[] {
  const { earlyStopping: stop } = watched.training;
  const endsRun = !stage || stage.isLast;
  const stops = stage?.stopEarly === true || (endsRun && stop.enabled);
  const restores = stage?.stopEarly === true ? stop.restoreBest || !stage.isLast : endsRun && stop.restoreBest;
  if (!stops && !restores) return [];
  const monitor = watchedName(printer, stop.monitor, watched);
  const isBetter = better(stop.monitor, stop.minDelta);
  if (stops) {
    const patience = stage?.stopEarly ? stage.patience : stop.patience;
    const first = stage?.stopEarly ? 0 : stop.startFromEpoch;
    const settings = [
      { key: 'patience: ', value: `${patience}` },
      ...(first === 0 ? [] : [{ key: 'startFromEpoch: ', value: `${first}` }]),
    ];
    const stopping = call('stopEarly', 'model', monitor, isBetter, literal('{', '}', settings));
    printer.statement('const stopping = ', stopping, { after: ';' });
  }
  if (restores) {
    printer.statement('const remembered = ', call('bestWeights', 'model', monitor, isBetter), { after: ';' });
  }
  return [...(stops ? ['stopping'] : []), ...(restores ? ['remembered'] : [])];
}
