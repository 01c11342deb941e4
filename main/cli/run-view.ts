import type { FinalMetrics } from '#shared/protocol/runs';
import type { MetricPoint, SessionStatus } from '#shared/protocol/session';
import { VALIDATION_METRICS, validationMetrics } from '#shared/training/metrics';
import { noMetrics } from '../runs/run-record';
import { bar, progressLine } from './progress-line';
import { formatSeconds } from './table';
import type { Terminal } from './terminal';

/** Shows a run while it trains: to a person, or to a script. */
export interface RunView {
  status(status: SessionStatus): void;
  point(run: string, point: MetricPoint): void;
  end(): void;
}

/** One JSON event a line on standard output. */
export const jsonView = (terminal: Terminal): RunView => ({
  status: status => terminal.out(JSON.stringify({ event: 'status', ...status })),
  point: (run, point) => terminal.out(JSON.stringify({ event: 'metrics', run, ...point })),
  end: () => undefined,
});

/** A line for each epoch and, where a person watches, a bar for the one in progress. */
export function plainView(terminal: Terminal): RunView {
  const line = progressLine(terminal);
  let status: SessionStatus | null = null;
  let last: MetricPoint | null = null;
  let said = '';
  let epochBegan = 0;

  /** Counts that go up are redrawn where a person watches, and else said once. */
  function prepare(message: string): void {
    line.draw(() => `${message} …`);
    const what = message.replace(/(,? *\d+ %|: [\d,]+ of [\d,]+)$/, '');
    if (!terminal.interactive && what !== said) terminal.note(`${what} …`);
    said = what;
  }
  return {
    status(next) {
      if (next.state === 'preparing' && next.message) prepare(next.message);
      if (next.state === 'running' && status?.state !== 'running') {
        // Of a run that goes on, the time before counts for no epoch.
        epochBegan = next.seconds;
        terminal.note(`Training ${next.run} on ${next.device}, ${next.stepsPerEpoch} steps an epoch`);
      }
      if (next.state === 'running' && next.stage && next.stage.number !== status?.stage?.number) {
        const { number, count, title } = next.stage;
        // One without a name is called by its number.
        const named = title === `Stage ${number}` ? '' : `: ${title}`;
        terminal.note(`Stage ${number} of ${count}${named}`);
      }
      status = next;
      if (next.state === 'running') line.draw(() => describeStatus(next, last));
    },
    point(_run, point) {
      last = { ...last, ...point, metrics: { ...last?.metrics, ...point.metrics } };
      if (point.validationLoss === undefined || status === null) return;
      const { epochs, seconds } = status;
      const took = formatSeconds(Math.max(0, seconds - epochBegan));
      epochBegan = seconds;
      const values = describeMetrics({ ...noMetrics, ...last });
      const outputs = describeOutputs(last.metrics ?? {});
      terminal.note(`Epoch ${Math.round(point.epoch)}/${epochs}  ${values}  (${took})`);
      if (outputs !== '') terminal.note(`  ${outputs}`);
    },
    end: () => line.clear(),
  };
}

function describeStatus(
  { epoch, epochs, stage, step, stepsPerEpoch, secondsLeft }: SessionStatus,
  last: MetricPoint | null,
) {
  // Before the first step it is epoch 0.
  const current = Math.max(1, epoch);
  const done = step - (current - 1) * stepsPerEpoch;
  const left = secondsLeft === null ? '' : `  ${formatSeconds(secondsLeft)} left`;
  const values = describeMetrics({ ...noMetrics, loss: last?.loss ?? null, accuracy: last?.accuracy ?? null });
  const where = stage === null ? '' : `Stage ${stage.number}/${stage.count}  `;
  return `${where}Epoch ${current}/${epochs}  ${bar(done, stepsPerEpoch, 20)} ${done}/${stepsPerEpoch}${left}  ${values}`;
}

type CurveEnds = Pick<FinalMetrics, 'loss' | 'accuracy' | 'validationLoss' | 'validationAccuracy'>;

/** `loss 0.0421  accuracy 0.9871 …`, without what is not known. */
export function describeMetrics(metrics: CurveEnds): string {
  const named = [
    ['loss', metrics.loss],
    ['accuracy', metrics.accuracy],
    ['validation loss', metrics.validationLoss],
    ['validation accuracy', metrics.validationAccuracy],
  ] as const;
  return named.flatMap(([name, value]) => (value === null ? [] : [`${name} ${value.toFixed(4)}`])).join('  ');
}

/** `head_loss 0.0421  val_head_loss 0.0503 …` of a network with several outputs, by Keras's names. */
export const describeOutputs = (metrics: Readonly<Record<string, number | null>>): string =>
  Object.entries(metrics)
    .filter(([name]) => /_(loss|accuracy)$/.test(name))
    .flatMap(([name, value]) => (value === null ? [] : [`${name} ${value.toFixed(4)}`]))
    .join('  ');

/** `precision 0.9871  recall 0.9764 …` of the validation samples, as far as they are known. */
export const describeFurtherMetrics = (metrics: FinalMetrics): string =>
  VALIDATION_METRICS.flatMap(name => {
    const value = metrics[name];
    return typeof value === 'number' ? [`${validationMetrics[name]} ${value.toFixed(4)}`] : [];
  }).join('  ');
