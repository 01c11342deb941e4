import { readdir, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { readMetrics } from '#main/runs/metrics-file';
import type { MetricPoint } from '#shared/protocol/session';
import { restlessProject } from '../../engine/session/same-run';
import { ensureBuilt } from '../../support/built';
import { startEngineProcess } from '../../support/engine-process';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { waitUntil } from '../../support/wait-until';
import { runKeras } from '../keras/run-keras';

/** TensorBoard's own readers: the one behind its pages, which migrates all data to tensors, and the one that scripts use. */
const SCRIPT = `
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.backend.event_processing.plugin_event_accumulator import EventAccumulator as PageAccumulator
from tensorboard.util import tensor_util

def part(name):
    folder = args["folder"] + "/" + name
    scripts = EventAccumulator(folder, size_guidance={"scalars": 0, "histograms": 0}).Reload()
    page = PageAccumulator(folder, tensor_size_guidance={"scalars": 10**9, "histograms": 10**9}, size_guidance={"tensors": 10**9}).Reload()
    return {
        "scalars": {tag: [[e.step, e.value] for e in scripts.Scalars(tag)] for tag in scripts.Tags()["scalars"]},
        "onPage": {
            tag: [[e.step, float(tensor_util.make_ndarray(e.tensor_proto))] for e in page.Tensors(tag)]
            for tag in page.PluginTagToContent("scalars")
        },
        "times": [e.wall_time for e in scripts.Scalars("loss")],
        "histograms": {
            tag: [[e.step, e.histogram_value.num, sum(e.histogram_value.bucket)] for e in scripts.Histograms(tag)]
            for tag in scripts.Tags()["histograms"]
        },
        "histogramsOnPage": {
            tag: [[e.step, float(tensor_util.make_ndarray(e.tensor_proto)[:, 2].sum())] for e in page.Tensors(tag)]
            for tag in (page.PluginTagToContent("histograms") if "histograms" in page.ActivePlugins() else [])
        },
    }

result = {name: part(name) for name in ["train", "validation"]}
`;

const Curves = z.record(z.string(), z.array(z.tuple([z.int(), z.number()])));
const Part = z.object({
  scalars: Curves,
  onPage: Curves,
  times: z.array(z.number()),
  histograms: z.record(z.string(), z.array(z.tuple([z.int(), z.number(), z.number()]))),
  histogramsOnPage: Curves,
});

let temp: TempFolder;
beforeAll(async () => {
  await ensureBuilt();
  temp = await makeTempFolder('tensorboard');
}, 300_000);
afterAll(() => temp.remove());

/** The curve of one metric, as far as it has values, in the precision of the event files. */
const curveOf = (points: readonly MetricPoint[], read: (point: MetricPoint) => number | undefined) =>
  points.flatMap(point => {
    const value = read(point);
    return value === undefined ? [] : [[point.step, Math.fround(value)]];
  });

test('TensorBoard reads the curves of a run that was killed, left a torn record and went on: no point twice, none missing', async () => {
  const first = startEngineProcess(temp.path);
  const started = await first.engine.client.request('train.start', { project: restlessProject({ epochs: 100_000 }) });
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  const { run } = started.value;
  const folder = path.join(temp.path, 'runs', run);
  const tensorboard = path.join(folder, 'tensorboard');
  const trainFile = async () => {
    const names = await readdir(path.join(tensorboard, 'train')).catch(() => []);
    return path.join(tensorboard, 'train', names.sort().at(-1) ?? '');
  };
  const size = async () => (await stat(await trainFile()).catch(() => null))?.size ?? 0;

  await first.until('two epochs', ({ step }) => step > 30);
  await first.ask('train.pause');
  await first.until('the pause', ({ state }) => state === 'paused');
  // What is trained from here on has no checkpoint, but points in the files.
  const atPause = await size();
  await first.ask('train.resume');
  await waitUntil('points after the checkpoint', async () => (await size()) > atPause, 60);
  first.engine.kill();
  await first.engine.ended;
  await truncate(await trainFile(), (await size()) - 5);

  const second = startEngineProcess(temp.path);
  const resumed = await second.engine.client.request('train.continue', { run });
  if (!resumed.ok) throw new Error(JSON.stringify(resumed.error));
  await second.until('some epochs more', ({ step }) => step > resumed.value.step + 60);
  await second.engine.client.request('train.stop', {});
  await second.until('the end', ({ state }) => state === 'stopped');
  await second.engine.stop();

  const points = await readMetrics(path.join(folder, 'metrics.jsonl'));
  const { train, validation } = await runKeras(
    SCRIPT,
    { folder: tensorboard },
    z.object({ train: Part, validation: Part }),
  );
  expect(train.scalars).toEqual({
    loss: curveOf(points, ({ loss }) => loss),
    accuracy: curveOf(points, ({ accuracy }) => accuracy),
    learning_rate: curveOf(points, ({ learningRate }) => learningRate),
  });
  const further = [...new Set(points.flatMap(({ metrics = {} }) => Object.keys(metrics)))];
  expect(further.length).toBeGreaterThan(0);
  expect(validation.scalars).toEqual({
    loss: curveOf(points, ({ validationLoss }) => validationLoss),
    accuracy: curveOf(points, ({ validationAccuracy }) => validationAccuracy),
    ...Object.fromEntries(further.map(name => [name, curveOf(points, ({ metrics }) => metrics?.[name])])),
  });
  expect(train.scalars.loss?.length).toBeGreaterThan(2);
  expect(validation.scalars.loss?.length).toBeGreaterThan(2);
  // What its pages draw is the same.
  expect(train.onPage).toEqual(train.scalars);
  expect(validation.onPage).toEqual(validation.scalars);
  expect(train.times).toEqual([...train.times].sort((a, b) => a - b));
  const kernel = train.histograms['first/kernel'] ?? [];
  expect(kernel[0]).toEqual([0, 48, 48]);
  expect(Object.keys(train.histograms)).toContain('norm/moving_mean');
  expect(train.histogramsOnPage['first/kernel']).toEqual(kernel.map(([step, , sum]) => [step, sum]));
}, 180_000);
