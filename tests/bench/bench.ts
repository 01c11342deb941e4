import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-node-gpu';
import { exportModel } from '#main/export/export-model';
import { writeExport } from '#main/export/write-export';
import { Model } from '#main/model/model';
import { formatProject } from '#shared/project/file';
import { setUpKeras } from '../setup/keras';
import { setUpTensorFlow } from '../setup/tensorflow';
import { repoRoot } from '../support/repo';
import { makeTempFolder } from '../support/temp-folder';
import { type Contender, startContender } from './contender';
import { jpegFolder, PICTURES, withPictureReaders } from './pictures';
import { type Workload, workloads } from './workloads';

/** Rounds in which each contender takes its turn, so that a slow minute of the machine slows all of them. */
const ROUNDS = 9;
const STEPS_A_ROUND = 12;
const WARM_UP = 6;

interface Measured {
  readonly contender: string;
  /** The median of the rounds' medians, in milliseconds a step. */
  readonly median: number;
}

interface Comparison {
  readonly workload: string;
  readonly title: string;
  readonly measured: readonly Measured[];
}

export async function main(args: readonly string[]): Promise<void> {
  const json = args.includes('--json');
  const ids = args.filter(arg => !arg.startsWith('--'));
  const all = [...workloads, jpegFolder];
  const unknown = ids.filter(id => !all.some(workload => workload.id === id));
  if (unknown.length > 0)
    throw new Error(`there is no ${unknown.join(', ')}; known are ${all.map(({ id }) => id).join(', ')}`);
  await setUpTensorFlow();
  const comparisons: Comparison[] = [];
  for (const workload of workloads.filter(({ id }) => ids.length === 0 || ids.includes(id))) {
    const comparison = await compare(workload);
    comparisons.push(comparison);
    if (!json) print(comparison);
  }
  if (ids.length === 0 || ids.includes(jpegFolder.id)) {
    const measured = await withPictureReaders(readers => alternate(readers, 1, 1));
    comparisons.push({ workload: jpegFolder.id, title: jpegFolder.title, measured });
    if (!json) printSpeed(jpegFolder.title, measured);
  }
  if (json) console.log(JSON.stringify({ cpu: cpus()[0]?.model, cores: cpus().length, comparisons }));
}

async function compare({ id, title, project }: Workload): Promise<Comparison> {
  const folder = await makeTempFolder('bench');
  const file = path.join(folder.path, 'project.receptive.json');
  await writeFile(file, formatProject(project));
  const model = new Model(tf, project, project.training.seed);
  const trained = { project, weights: await model.read() };
  const predict = async (batch: { shape: readonly number[]; values: Float32Array }) => {
    const output = tf.tidy(() => model.predict(tf.tensor(batch.values, [...batch.shape])));
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
  model.dispose();

  const keras = await setUpKeras();
  // Keras as it comes: its own threads and kernels, like ours.
  const { TF_ENABLE_ONEDNN_OPTS, TF_NUM_INTRAOP_THREADS, TF_NUM_INTEROP_THREADS, ...kerasEnv } = keras.env;
  const node = (name: string, ...args: string[]) =>
    startContender(name, process.execPath, [path.join(repoRoot, 'tests/bench/run.mjs'), ...args], process.env);
  const contenders = [
    node('receptive, compiled', 'ours.ts', file, 'compiled'),
    node('receptive, eager', 'ours.ts', file, 'eager'),
    startContender(
      'keras',
      keras.python,
      [
        path.join(repoRoot, 'tests/bench/keras_contender.py'),
        path.join(folder.path, 'network.keras'),
        String(project.training.batchSize),
      ],
      kerasEnv,
    ),
    node('tfjs-node', 'stock.ts', file, path.join(folder.path, 'network', 'model.json')),
  ];
  try {
    return { workload: id, title, measured: await alternate(contenders) };
  } finally {
    await Promise.all(contenders.map(contender => contender.end()));
    await folder.remove();
  }
}

async function alternate(
  contenders: readonly Contender[],
  warmUp = WARM_UP,
  stepsARound = STEPS_A_ROUND,
): Promise<Measured[]> {
  const rounds = new Map<string, number[]>();
  for (const contender of contenders) await contender.steps(warmUp);
  for (let round = 0; round < ROUNDS; round++) {
    for (const contender of contenders) {
      const times = await contender.steps(stepsARound);
      rounds.set(contender.name, [...(rounds.get(contender.name) ?? []), median(times)]);
    }
  }
  return [...rounds].map(([contender, medians]) => ({ contender, median: median(medians) }));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function print({ title, measured }: Comparison): void {
  const ours = measured[0]?.median ?? Number.NaN;
  console.log(`\n${title}`);
  for (const { contender, median } of measured) {
    const times = contender === measured[0]?.contender ? '' : `  ${(median / ours).toFixed(2)} × ours`;
    console.log(`  ${contender.padEnd(22)}${median.toFixed(1).padStart(8)} ms a step${times}`);
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
