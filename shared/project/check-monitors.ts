import type { DatasetInfo } from '../data/dataset';
import { learnsNumbers } from '../data/targets';
import type { Fix, Problem } from '../problems/problem';
import { lossSpec } from '../training/losses';
import { type MonitorName, monitorParts } from '../training/monitor';
import type { Ends, OutputEnd } from './ends';
import type { Project } from './project';

/** What watches a value from epoch to epoch. */
type Watcher = Extract<Problem['cause'], { code: 'monitor/not-measured' }>['watcher'];

/** Monitors of what a run does not measure, as after their output was removed: what they are to decide, they never would. */
export function checkMonitors(
  { training }: Pick<Project, 'training'>,
  { outputs }: Ends,
  dataset: DatasetInfo | undefined,
): readonly Problem[] {
  // A network in error has no outputs yet.
  if (outputs.length === 0) return [];
  const { earlyStopping, reduceOnPlateau, stages } = training;
  const validates = dataset === undefined || dataset.validationSamples > 0;
  const stops = earlyStopping.enabled || earlyStopping.restoreBest || stages.some(({ stopEarly }) => stopEarly);
  // By itself, keeping the best asks for nothing: without validation samples there is just none.
  const keeps = earlyStopping.keepBest && (validates || earlyStopping.monitor !== 'val_loss');
  return [
    ...(stops || keeps
      ? watched('earlyStopping', stops ? 'stop' : 'keep', earlyStopping.monitor, outputs, validates)
      : []),
    ...(reduceOnPlateau.enabled
      ? watched('reduceOnPlateau', 'plateau', reduceOnPlateau.monitor, outputs, validates)
      : []),
  ];
}

function watched(
  group: Extract<Fix, { do: 'set-monitor' }>['group'],
  watcher: Watcher,
  monitor: MonitorName,
  outputs: readonly OutputEnd[],
  validates: boolean,
): readonly Problem[] {
  if (isMeasured(monitor, outputs, validates)) return [];
  const instead = validates ? 'val_loss' : 'loss';
  const fix: Fix = { do: 'set-monitor', group, monitor: instead, label: `Watch ${instead}` };
  const nodes = outputs.length > 1 ? outputs.map(({ node }) => node) : [];
  const cause = { code: 'monitor/not-measured', monitor, watcher, outputs: nodes, validates } as const;
  return [{ severity: 'warning', cause, fixes: [fix] }];
}

function isMeasured(monitor: MonitorName, outputs: readonly OutputEnd[], validates: boolean): boolean {
  const { ofValidation, node, measure } = monitorParts(
    monitor,
    outputs.map(end => end.node),
  );
  if (ofValidation && !validates) return false;
  // The loss is that of the whole network, whatever its outputs.
  if (node === undefined && measure === 'loss') return true;
  const of =
    node === undefined ? (outputs.length === 1 ? outputs[0] : undefined) : outputs.find(end => end.node === node);
  if (!of || (node !== undefined && outputs.length === 1)) return false;
  return measuresOf(of, ofValidation).includes(measure);
}

/** What is measured of an output, by Keras's names. While its target is not known, all that may be. */
function measuresOf({ target, loss, shape }: OutputEnd, ofValidation: boolean): readonly string[] {
  const ofNumbers = ['mean_absolute_error', 'mean_squared_error'];
  if (learnsNumbers(target)) return ofValidation ? ['loss', ...ofNumbers] : ['loss'];
  const own = ['loss', 'accuracy'];
  if (!ofValidation || target?.kind === 'class-map') return own;
  if (!target) return [...own, ...ofNumbers, 'precision', 'recall', 'auc', 'top_k_categorical_accuracy'];
  const width = shape.at(-1) ?? 1;
  const areScores = lossSpec(loss).outputs === 'scores';
  return [
    ...own,
    ...(areScores ? [] : ofNumbers),
    ...(areScores && width > 1 ? [] : ['precision', 'recall']),
    ...(areScores || width > 2 ? [] : ['auc']),
    ...(width > 5 ? ['top_k_categorical_accuracy'] : []),
  ];
}
