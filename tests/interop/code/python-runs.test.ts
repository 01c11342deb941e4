import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { Datasets, defaultDatasets } from '#main/data/datasets';
import { codeText } from '#shared/code/code';
import { generateCode } from '#shared/code/generate';
import { plainName } from '#shared/code/names';
import { DataSettings } from '#shared/data/dataset';
import type { Project } from '#shared/project/project';
import { autoencoder } from '#shared/templates/autoencoder';
import { classAndBox } from '#shared/templates/class-and-box';
import { gruText } from '#shared/templates/gru-text';
import { mnistCnn } from '#shared/templates/mnist-cnn';
import { textCnn } from '#shared/templates/text-cnn';
import { uNet } from '#shared/templates/u-net';
import { TrainingSettings } from '#shared/training/settings';
import { bmp } from '../../support/picture-files';
import { repoRoot } from '../../support/repo';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { chain } from '../../support/trained';
import { runKeras } from '../keras/run-keras';
import { writeFewDigits } from './few-digits';
import { twoInputs } from './small-projects';

let folder: TempFolder;
beforeEach(async () => {
  folder = await makeTempFolder('code-runs');
});
afterEach(() => folder.remove());

/** As `python FILE` would, without the time to start Python; the model that is saved at the end is opened again. */
const script = `
import os
here = os.getcwd()
os.chdir(args["folder"])
try:
    exec(compile(args["code"], "generated.py", "exec"), {"__name__": "__main__"})
    saved = keras.saving.load_model(args["saved"], compile=False)
    result = {"parameters": saved.count_params(), "finite": all(bool(np.isfinite(w).all()) for w in saved.get_weights())}
finally:
    os.chdir(here)
    keras.config.set_dtype_policy("float32")
`;

async function runWhole(project: Project): Promise<string> {
  const info = await new Datasets(defaultDatasets()).info(project.data);
  const code = codeText(generateCode(project, 'python', info.ok ? info.value : undefined));
  const answer = await runKeras(
    script,
    { code, folder: folder.path, saved: `${plainName(project.name)}.keras` },
    z.object({ parameters: z.int(), finite: z.boolean() }),
  ).catch((cause: unknown) => {
    throw new Error(`${cause}\n${code}`);
  });
  expect(answer.finite).toBe(true);
  return code;
}

const twoClasses = (data: unknown, training: object, activation = 'softmax', units = 2): Project => ({
  ...chain(['input', { shape: [2] }], ['dense', { units: 4, activation: 'relu' }], ['dense', { units, activation }]),
  data: DataSettings.parse(data),
  training: TrainingSettings.parse({ epochs: 1, batchSize: 16, ...training }),
});
const points = { dataset: 'points', options: { samples: 100 } };

const trainings: readonly [name: string, training: object, activation?: string, units?: number][] = [
  [
    'one cycle, clipping and balanced classes',
    { schedule: { type: 'oneCycle' }, gradientClipping: 'global_norm', classWeights: 'balanced' },
  ],
  [
    'a warm-up and a cosine, averaged weights',
    { schedule: { type: 'cosineDecay', warmupEpochs: 0.5 }, weightAverage: { enabled: true } },
  ],
  [
    'early stopping with the best and a plateau',
    { earlyStopping: { enabled: true, restoreBest: true }, reduceOnPlateau: { enabled: true } },
  ],
  [
    'stairs and restarts in stages with frozen layers, averaged weights',
    {
      optimizer: { type: 'adamw' },
      weightAverage: { enabled: true },
      stages: [
        { trainable: { which: 'only', nodes: ['n2'] }, schedule: { type: 'stepDecay' }, stopEarly: true, patience: 1 },
        { learningRate: 1, schedule: { type: 'cosineDecayRestarts' }, rates: [{ nodes: ['n1'] }] },
      ],
    },
  ],
  ['a hinge with the signs of labels', { loss: 'hinge', optimizer: { type: 'sgd', momentum: 0.9 } }, 'tanh', 1],
  [
    'one-hot labels and time decay',
    { loss: 'categorical_crossentropy', optimizer: { type: 'adamw' }, schedule: { type: 'timeDecay' } },
  ],
  ['a monitored precision', { loss: 'binary_crossentropy', earlyStopping: { monitor: 'val_precision' } }, 'sigmoid', 1],
];

test.each(trainings)('a whole program runs in Python: %s', async (_name, training, activation, units) => {
  await runWhole(twoClasses(points, training, activation, units));
});

test('a whole program runs on the IDX files of MNIST', async () => {
  await writeFewDigits(path.join(folder.path, 'mnist'));
  const project = mnistCnn.project();
  await runWhole({ ...project, training: { ...project.training, epochs: 1 } });
  expect(await readdir(folder.path)).toContain('mnist_cnn-best.keras');
});

test.each([
  ['a class and a box', classAndBox, 'loss_weights='],
  ['a class for each pixel', uNet, 'y_train["mask"]'],
  ['the picture itself', autoencoder, 'y_train = x_train'],
])('a whole program that learns %s runs on the IDX files of MNIST', async (_name, template, expected) => {
  await writeFewDigits(path.join(folder.path, 'mnist'));
  const project = template.project();
  const options: Project['data']['options'] = template === autoencoder ? {} : { samples: 100 };
  const code = await runWhole({
    ...project,
    data: { ...project.data, options },
    training: { ...project.training, epochs: 1, batchSize: 16 },
  });
  expect(code).toContain(expected);
});

/** The folders of npm packages, where a program finds the texts that come along. */
const linkPackages = async () => {
  const packages = path.join(folder.path, 'node_modules');
  await symlink(path.join(repoRoot, 'node_modules'), packages, 'junction');
};

test.each([
  ['review sentences', textCnn, {}],
  ['words of languages', gruText, { languages: 'greek, russian' }],
])('a whole program runs on %s', async (_name, template, options) => {
  await linkPackages();
  const project = template.project();
  const units = project.graph.nodes.map(node =>
    node.type === 'dense' ? { ...node, params: { ...node.params, units: 2 } } : node,
  );
  const code = await runWhole({
    ...project,
    graph: { ...project.graph, nodes: units },
    data: { ...project.data, options: { ...project.data.options, ...options } },
    training: { ...project.training, epochs: 1, batchSize: 2000 },
  });
  expect(code).toContain('layers.TextVectorization(');
});

test('whole programs run on a folder and on a CSV file of texts', async () => {
  const lines = ['text,kind'];
  for (const name of ['ham', 'spam']) {
    await mkdir(path.join(folder.path, 'texts', name), { recursive: true });
    for (let i = 0; i < 10; i++) {
      await writeFile(path.join(folder.path, 'texts', name, `${i}.txt`), `this is ${name}, number ${i}`);
      lines.push(`"this is ${name}, number ${i}",${name}`);
    }
  }
  await writeFile(path.join(folder.path, 'texts.csv'), lines.join('\n'));
  for (const data of [
    { dataset: 'text-folder', options: { folder: path.join(folder.path, 'texts') } },
    { dataset: 'text-csv', options: { file: path.join(folder.path, 'texts.csv') } },
  ]) {
    await runWhole({
      ...chain(
        ['input', { shape: [100] }],
        ['embedding', { inputDim: 50, outputDim: 4 }],
        ['globalAveragePooling1d'],
        ['dense', { units: 2, activation: 'softmax' }],
      ),
      data: DataSettings.parse(data),
      training: TrainingSettings.parse({ epochs: 1, batchSize: 8 }),
    });
  }
});

test('a whole program runs on a folder of pictures, with every augmentation and preprocessing', async () => {
  for (const name of ['ant', 'bee']) {
    await mkdir(path.join(folder.path, 'pictures', name), { recursive: true });
    for (let i = 0; i < 10; i++) {
      const file = path.join(folder.path, 'pictures', name, `${i}.bmp`);
      await writeFile(
        file,
        bmp(20, 14, (row, column) => [row * 7, column * 11, i * 20]),
      );
    }
  }
  const augmentations = [
    'flip',
    'rotation',
    'translation',
    'zoom',
    'shear',
    'crop',
    'brightness',
    'contrast',
    'saturation',
    'hue',
    'noise',
    'blur',
    'cutout',
    'mixup',
    'cutmix',
  ];
  const code = await runWhole({
    ...chain(
      ['input', { shape: [16, 16, 3] }],
      ['conv2d', { filters: 2 }],
      ['flatten'],
      ['dense', { units: 2, activation: 'softmax' }],
    ),
    data: DataSettings.parse({
      dataset: 'image-folder',
      options: { folder: path.join(folder.path, 'pictures'), height: 20, width: 20, fit: 'pad' },
      preprocessing: {
        size: { fit: 'crop', height: 16, width: 16 },
        scaling: 'symmetric',
        normalization: { type: 'computed' },
      },
      augmentations: augmentations.map(type => ({ type })),
    }),
    training: TrainingSettings.parse({ epochs: 1, batchSize: 4, classWeights: 'balanced' }),
  });
  expect(code).toContain('# Crop (at least 0.7');
  expect(code).toContain('loss="categorical_crossentropy"');
});

test('a whole program runs on a CSV file of numbers', async () => {
  const file = path.join(folder.path, 'flowers.csv');
  const rows = Array.from(
    { length: 40 },
    (_, i) => `${i % 7},${i === 5 ? '' : (i % 2) + 0.5},x,${i % 2 ? 'iris' : 'rose'}`,
  );
  await writeFile(file, ['length,width,note,species', ...rows].join('\n'));
  const code = await runWhole(twoClasses({ dataset: 'table', options: { file } }, {}));
  expect(code).toContain('FEATURES = ["length", "width"]');
  await runWhole(twoClasses({ dataset: 'table', options: { file, missing: 'mean', label: '4' } }, {}));
});

test('a whole program runs on numbers to predict, in mixed precision', async () => {
  const file = path.join(folder.path, 'houses.csv');
  const rows = Array.from({ length: 40 }, (_, i) => `${i % 7},${i % 3},${i * 0.5}`);
  await writeFile(file, ['rooms,floor,price', ...rows].join('\n'));
  const data = { dataset: 'table', options: { file, targetKind: 'number' } };
  const training = { loss: 'mean_squared_error', precision: 'mixed_bfloat16' };
  const code = await runWhole(twoClasses(data, training, 'linear', 1));
  expect(code).toContain('TARGETS = ["price"]');
});

test('a whole program runs with several Inputs and outputs', async () => {
  const code = await runWhole(twoInputs);
  expect(code).toContain('{"left": x_train, "right": x_train}');
});
