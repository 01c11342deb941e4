import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { NamedTensor } from '#main/model/trained-model';
import { checkProject } from '#shared/project/check';
import { templates } from '#shared/templates/catalogue';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { randomBatch } from '../../support/trained';
import { predictEngine } from '../export/engine-model';
import { fromWire, runKeras, toWire, WireTensor } from '../keras/run-keras';
import { FEW_CLASSES, quicklyTrained, shrunk } from './quickly-trained';

/** Of predictions between 0 and 1. */
const TOLERANCE = 1e-5;
const SAMPLES = 2;

/** Keras's function, and the smallest pictures that it or its 5 halvings take well. */
const applications = [
  ['vgg16', 'VGG16', 32],
  ['vgg19', 'VGG19', 32],
  ['resnet50', 'ResNet50', 64],
  ['inception-v3', 'InceptionV3', 75],
  ['mobilenet', 'MobileNet', 64],
  ['mobilenet-v2', 'MobileNetV2', 64],
  ['densenet121', 'DenseNet121', 64],
] as const;

let folder: TempFolder;
beforeAll(async () => {
  folder = await makeTempFolder('applications');
});
afterAll(() => folder.remove());

/** Weights as one file of float32 numbers, which is quicker to hand on than JSON. */
async function writeWeights(weights: readonly NamedTensor[]): Promise<string> {
  const file = path.join(folder.path, 'weights.bin');
  await writeFile(file, Buffer.concat(weights.map(({ values }) => Buffer.from(values.buffer, 0, values.byteLength))));
  return file;
}

const script = `
keras.config.set_image_data_format("channels_last")
build = getattr(keras.applications, args["application"])
shape = (args["side"], args["side"], 3)
model = build(weights=None, input_shape=shape, classes=args["classes"])
values = np.fromfile(args["file"], np.float32)
# Layers that Keras numbers begin without a number in a new session: conv2d, conv2d_1, …
stems = {"conv2d": "conv2d", "batch_normalization": "batch_normalization"}
def ours(name):
    stem, _, number = name.rpartition("_")
    if name in stems:
        return name + "_1"
    return f"{stem}_{int(number) + 1}" if stem in stems else name
at, given = 0, {}
for node, shapes in args["weights"]:
    given[node] = []
    for each in shapes:
        size = int(np.prod(each))
        given[node].append(values[at:at + size].reshape(each))
        at += size
for layer in model.layers:
    if layer.weights:
        layer.set_weights(given.pop(ours(layer.name)))
result = {
    "left": list(given),
    "parameters": model.count_params(),
    "output": from_array(model.predict(to_array(args["samples"]), verbose=0)),
}
`;

test.each(applications)(
  '%s is %s of Keras: as many parameters and, with the same weights, the same outputs',
  async (id, application, side) => {
    const template = templates.find(candidate => candidate.id === id)?.project();
    if (!template) throw new Error(`There is no template ${id}.`);
    const trained = quicklyTrained(shrunk(template, side));
    const samples = randomBatch([side, side, 3], SAMPLES, 3);
    const byNode = new Map<string, number[][]>();
    for (const { name, shape } of trained.weights) {
      const node = name.slice(0, name.lastIndexOf('/'));
      byNode.set(node, [...(byNode.get(node) ?? []), [...shape]]);
    }
    const answer = await runKeras(
      script,
      {
        ...{ application, side, classes: FEW_CLASSES },
        file: await writeWeights(trained.weights),
        weights: [...byNode],
        samples: toWire(samples.shape, samples.values),
      },
      z.object({ left: z.array(z.string()), parameters: z.int(), output: WireTensor }),
    );
    expect(answer.left).toEqual([]);
    expect(checkProject(trained.project).parameters).toBe(answer.parameters);
    const expected = fromWire(answer.output);
    const actual = await predictEngine(trained, samples);
    expect(actual).toHaveLength(SAMPLES * FEW_CLASSES);
    expect(Math.max(...expected) - Math.min(...expected)).toBeGreaterThan(0.02);
    expect(Math.max(...actual.map((value, i) => Math.abs(value - (expected[i] ?? Number.NaN))))).toBeLessThan(
      TOLERANCE,
    );
  },
);
