import { appendFile, mkdir, readdir, readFile, truncate } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { MetricPoint } from '#shared/protocol/session';
import { ok, type Result } from '#shared/result';
import type { NamedTensor } from '../model/trained-model';
import { type EventContent, encodeEvent, stepOf } from '../tensorboard/event';
import { histogramOf } from '../tensorboard/histogram';
import { frameRecord, wholeRecords } from '../tensorboard/tfrecord';
import { attempt, type FileFailed } from './file-failed';

/** As Keras's callback lays them out, so that TensorBoard draws both lines of a metric in one chart. */
const PARTS = ['train', 'validation'] as const;
type Part = (typeof PARTS)[number];

/** Weights are written this long after the last time, and the longer a run lasts the seldomer: 50 times in the second half of it. */
const HISTOGRAM_INTERVAL = 5_000;
const HISTOGRAM_SHARE = 1 / 70;

/**
 * A run's TensorBoard event files: `train` and `validation` with one file for each time that the run began or went on. Read
 * in order they hold each point once: what was written after the step at which a run goes on is cut off, and TensorBoard, which
 * may have read it, is told so.
 */
export class EventFiles {
  readonly #folder: string;
  readonly #began = performance.now();
  #histogramsAt = Number.NEGATIVE_INFINITY;
  /** The file of each part that has something to say. */
  readonly #files = new Map<Part, string>();
  readonly #firstStep: Readonly<Record<Part, number>>;

  /**
   * @param folder that of the event files, which need not exist
   * @param kept the points that the run has already; those of the files must have been cut to them
   */
  constructor(folder: string, kept: readonly MetricPoint[]) {
    this.#folder = folder;
    this.#firstStep = firstSteps(kept);
  }

  /** Makes files that a run goes on with as if it had ended after these points, whatever a killed writer left. */
  static async cut(folder: string, kept: readonly MetricPoint[]): Promise<Result<void, FileFailed>> {
    const first = firstSteps(kept);
    for (const part of PARTS) {
      for (const name of await eventFiles(join(folder, part))) {
        const file = join(folder, part, name);
        const done = await attempt(file, () => cutFile(file, first[part]));
        if (!done.ok) return done;
      }
    }
    return ok(undefined);
  }

  async append(points: readonly MetricPoint[]): Promise<Result<void, FileFailed>> {
    const events: Record<Part, Uint8Array[]> = { train: [], validation: [] };
    for (const point of points) {
      for (const part of PARTS) {
        const values = scalarsOf(point, part);
        if (values.size > 0) events[part].push(framed(point.step, { kind: 'scalars', values }));
      }
    }
    for (const part of PARTS) {
      const written = await this.#write(part, events[part]);
      if (!written.ok) return written;
    }
    return ok(undefined);
  }

  /** How the weights are spread, unless they were written a short while ago. */
  async appendWeights(step: number, weights: readonly NamedTensor[]): Promise<Result<void, FileFailed>> {
    const now = performance.now();
    const interval = Math.max(HISTOGRAM_INTERVAL, (now - this.#began) * HISTOGRAM_SHARE);
    // Those that a run goes on with are there already.
    if (step < this.#firstStep.train || now - this.#histogramsAt < interval) return ok(undefined);
    this.#histogramsAt = now;
    const values = new Map(
      weights.flatMap(({ name, values: numbers }) => {
        const histogram = histogramOf(numbers);
        return histogram ? [[name, histogram] as const] : [];
      }),
    );
    return this.#write('train', [framed(step, { kind: 'histograms', values })]);
  }

  async #write(part: Part, records: readonly Uint8Array[]): Promise<Result<void, FileFailed>> {
    if (records.length === 0) return ok(undefined);
    const known = this.#files.get(part);
    const folder = join(this.#folder, part);
    const file = known ?? join(folder, nextFileName(await eventFiles(folder)));
    const first = this.#firstStep[part];
    const head = known ? [] : [framed(0, { kind: 'fileVersion' }), framed(first, { kind: 'sessionStart' })];
    const written = await attempt(file, async () => {
      if (!known) await mkdir(folder, { recursive: true });
      await appendFile(file, Buffer.concat([...head, ...records]));
    });
    if (written.ok) this.#files.set(part, file);
    return written;
  }
}

const framed = (step: number, content: EventContent): Uint8Array =>
  frameRecord(encodeEvent(Date.now() / 1000, step, content));

/** The step after the last one that each part has a value of. */
function firstSteps(points: readonly MetricPoint[]): Record<Part, number> {
  const after = (part: Part) => {
    const steps = points.filter(point => scalarsOf(point, part).size > 0).map(({ step }) => step);
    return (steps.at(-1) ?? -1) + 1;
  };
  return { train: after('train'), validation: after('validation') };
}

function scalarsOf(point: MetricPoint, part: Part): ReadonlyMap<string, number> {
  const named: Readonly<Record<string, number | undefined>> =
    part === 'train'
      ? { loss: point.loss, accuracy: point.accuracy, learning_rate: point.learningRate, ...measured(point, part) }
      : { loss: point.validationLoss, accuracy: point.validationAccuracy, ...measured(point, part) };
  return new Map(Object.entries(named).flatMap(([tag, value]) => (value === undefined ? [] : [[tag, value] as const])));
}

/** Of several outputs `val_head_loss` belongs to the part that is called validation already: both lines are `head_loss`. */
function measured({ metrics = {}, validationLoss }: MetricPoint, part: Part): Readonly<Record<string, number>> {
  if ((validationLoss !== undefined) !== (part === 'validation')) return {};
  return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name.replace(/^val_/, ''), value]));
}

/** The event files of one part in the order of their names, which is that of their time. */
async function eventFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter(name => /^events\.out\.tfevents\.\d{10}\./.test(name)).sort();
}

/** TensorBoard reads the files of a folder in the order of their names: a new one comes last, also within the same second. */
function nextFileName(names: readonly string[]): string {
  const last = Number(/tfevents\.(\d{10})\./.exec(names.at(-1) ?? '')?.[1] ?? 0);
  const seconds = Math.max(Math.floor(Date.now() / 1000), last + 1);
  return `events.out.tfevents.${String(seconds).padStart(10, '0')}.${hostname()}.${process.pid}.v2`;
}

/** Keeps the whole records before a step. Steps do not go down within a file. */
async function cutFile(file: string, step: number): Promise<void> {
  const bytes = await readFile(file);
  let length = 0;
  for (const { data, end } of wholeRecords(bytes)) {
    if (stepOf(data) >= step && length > 0) break;
    length = end;
  }
  if (length < bytes.length) await truncate(file, length);
}
