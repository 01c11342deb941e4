import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-node-gpu';
import { exportModel } from '#main/export/export-model';
import { batchesOf, type Samples } from '#main/export/parity';
import { writeExport } from '#main/export/write-export';
import { Model } from '#main/model/model';
import { evaluationBatchSize } from '#main/training/evaluate';
import { formatProject } from '#shared/project/file';
import { setUpKeras } from '../setup/keras';
import { repoRoot } from '../support/repo';
import { makeTempFolder } from '../support/temp-folder';
import { type Contender, startContender, type Task } from './contender';
import { jpegFolder, PICTURES, withPictureReaders } from './pictures';
import { type Workload, workloads } from './workloads';

/** Rounds in which each contender takes its turn, so that a slow minute of the machine slows all of them. */
const ROUNDS = 9;
/** How often each does it in a round, and before the first. */
const STEPS = { aRound: 12, warmUp: 6 };
const EVALUATIONS = { aRound: 1, warmUp: 1 };
const PASSES = { aRound: 1, warmUp: 1 };

interface Measured {
  readonly contender: string;
  /** The median of the rounds' medians, in milliseconds. */
  readonly median: number;
}

interface Comparison {
  readonly workload: string;
  readonly title: string;
  readonly of: 'first step' | 'step' | `evaluation of ${number} samples` | 'pass';
  readonly measured: readonly Measured[];
}

export async function main(args: readonly string[]): Promise<void> {
  const json = args.includes('--json');
  const ids = args.filter(arg => !arg.startsWith('--'));
  const all = [...workloads, jpegFolder];
  const unknown = ids.filter(id => !all.some(workload => workload.id === id));
  if (unknown.length > 0)
    throw new Error(`there is no ${unknown.join(', ')}; known are ${all.map(({ id }) => id).join(', ')}`);
  const comparisons: Comparison[] = [];
  for (const workload of workloads.filter(({ id }) => ids.length === 0 || ids.includes(id))) {
    for (const comparison of await compare(workload)) {
      comparisons.push(comparison);
      if (!json) print(comparison);
    }
  }
  if (ids.length === 0 || ids.includes(jpegFolder.id)) {
    const measured = await withPictureReaders(readers => alternate(readers, 'step', PASSES));
    comparisons.push({ workload: jpegFolder.id, title: jpegFolder.title, of: 'pass', measured });
    if (!json) printSpeed(jpegFolder.title, measured);
  }
  if (json) console.log(JSON.stringify({ cpu: cpus()[0]?.model, cores: cpus().length, comparisons }));
}

async function compare({ id, title, project, evaluated, mixed = false }: Workload): Promise<Comparison[]> {
  const folder = await makeTempFolder('bench');
  const file = path.join(folder.path, 'project.receptive.json');
  await writeFile(file, formatProject(project));
  const model = new Model(tf, project, project.training.seed);
  const trained = { project, weights: await model.read() };
  const predict = async (samples: Samples) => {
    const output = tf.tidy(() => {
      const inputs = batchesOf(samples).map(({ shape, values }) => tf.tensor(values, [...shape]));
      return tf.concat(model.predict(inputs));
    });
    return Float32Array.from(await output.data<'float32'>());
  };
  for (const [format, target] of [
    ['keras', 'network.keras'],
    ['tfjs-layers', 'network'],
  ] as const) {
    const exported = await exportModel(trained, format, { tf, predict });
    if (!exported.ok) throw new Error(`export to ${format}: ${exported.error.code}`);
    const written = await writeExport(exported.value.files, path.join(folder.path, target));
    if (!written.ok) throw new Error(`export to ${format}: ${written.error.message}`);
  }
  const atOnce = String(evaluationBatchSize(model, evaluated));
  model.dispose();

  const keras = await setUpKeras();
  // Keras as it comes: its own threads and kernels, like ours.
  const { TF_ENABLE_ONEDNN_OPTS, TF_NUM_INTRAOP_THREADS, TF_NUM_INTEROP_THREADS, ...kerasEnv } = keras.env;
  const node = (name: string, ...args: string[]) =>
    startContender(name, process.execPath, [path.join(repoRoot, 'tests/bench/run.mjs'), ...args], process.env);
  const inKeras = (name: string, policy: string) =>
    startContender(
      name,
      keras.python,
      [
        path.join(repoRoot, 'tests/bench/keras_contender.py'),
        path.join(folder.path, 'network.keras'),
        String(project.training.batchSize),
        String(evaluated),
        atOnce,
        policy,
      ],
      kerasEnv,
    );
  const contenders = [
    node('receptive, compiled', 'ours.ts', file, 'compiled', String(evaluated)),
    ...(mixed ? [node('receptive, mixed', 'ours.ts', file, 'mixed', String(evaluated))] : []),
    node('receptive, eager', 'ours.ts', file, 'eager', String(evaluated)),
    inKeras('keras', 'float32'),
    ...(mixed ? [inKeras('keras, mixed', 'mixed_bfloat16')] : []),
    node('tfjs-node', 'stock.ts', file, path.join(folder.path, 'network', 'model.json'), String(evaluated), atOnce),
  ];
  try {
    for (const contender of contenders) await contender.times('ready', 1);
    return [
      { workload: id, title, of: 'first step', measured: await firstSteps(contenders) },
      { workload: id, title, of: 'step', measured: await alternate(contenders, 'step', STEPS) },
      {
        workload: id,
        title,
        of: `evaluation of ${evaluated} samples`,
        measured: await alternate(contenders, 'evaluate', EVALUATIONS),
      },
    ];
  } finally {
    await Promise.all(contenders.map(contender => contender.end()));
    await folder.remove();
  }
}

async function firstSteps(contenders: readonly Contender[]): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const contender of contenders) {
    measured.push({ contender: contender.name, median: median(await contender.times('first', 1)) });
  }
  return measured;
}

async function alternate(contenders: readonly Contender[], task: Task, often: typeof STEPS): Promise<Measured[]> {
  const rounds = new Map<string, number[]>();
  for (const contender of contenders) await contender.times(task, often.warmUp);
  for (let round = 0; round < ROUNDS; round++) {
    for (const contender of contenders) {
      const times = await contender.times(task, often.aRound);
      rounds.set(contender.name, [...(rounds.get(contender.name) ?? []), median(times)]);
    }
  }
  return [...rounds].map(([contender, medians]) => ({ contender, median: median(medians) }));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function print({ title, of, measured }: Comparison): void {
  const ours = measured[0]?.median ?? Number.NaN;
  console.log(`\n${title}: ${of}`);
  for (const { contender, median } of measured) {
    const times = contender === measured[0]?.contender ? '' : `  ${(median / ours).toFixed(2)} × ours`;
    console.log(`  ${contender.padEnd(22)}${median.toFixed(1).padStart(8)} ms${times}`);
  }
}

/** @param measured of passes through all pictures */
function printSpeed(title: string, measured: readonly Measured[]): void {
  const ours = measured[0]?.median ?? Number.NaN;
  console.log(`\n${title}`);
  for (const { contender, median } of measured) {
    const speed = ((PICTURES * 1000) / median).toFixed(0).padStart(6);
    const share = contender === measured[0]?.contender ? '' : `  ${(ours / median).toFixed(2)} × ours`;
    console.log(`  ${contender.padEnd(22)}${speed} pictures a second${share}`);
  }
}
