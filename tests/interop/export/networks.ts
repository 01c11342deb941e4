import type { GraphNode } from '#shared/graph/graph';
import { layers } from '#shared/layers/catalogue';
import type { Project } from '#shared/project/project';
import { Network } from '#shared/templates/network';
import { smallTemplates } from '../../support/templates';
import { chain, projectAround, projectOf, withShared } from '../../support/trained';

/** Networks around every sample of every layer, by name. */
const samples = [...layers.values()]
  .filter(layer => layer.ports.length > 0)
  .flatMap(layer =>
    layer.samples.map(({ inputs, params }): [string, Project] => {
      // Samples are plain JSON; the catalogue types them by each layer's own parameters.
      const plain = params as GraphNode['params'];
      const name = `${layer.kerasClass} ${JSON.stringify(params)} on ${JSON.stringify(inputs)}`;
      return [name, projectAround(layer.type, plain, inputs)];
    }),
  );

const residualAndInception = projectOf(
  [
    ['in', 'input', { shape: [8, 8, 3] }],
    ['a', 'conv2d', { filters: 4, padding: 'same', activation: 'relu' }],
    ['a-bn', 'batchNormalization'],
    ['b', 'conv2d', { filters: 4, kernelSize: [1, 1] }],
    ['sum', 'add'],
    ['c', 'conv2d', { filters: 4, kernelSize: [5, 5], padding: 'same' }],
    ['pool', 'maxPooling2d', { strides: [1, 1], padding: 'same' }],
    ['join', 'concatenate'],
    ['gap', 'globalAveragePooling2d'],
    ['drop', 'dropout'],
    ['out', 'dense', { units: 3, activation: 'softmax' }],
  ],
  [
    ['in', 'a'],
    ['a', 'a-bn'],
    ['in', 'b'],
    ['b', 'sum'],
    ['a-bn', 'sum'],
    ['sum', 'c'],
    ['sum', 'pool'],
    ['pool', 'join'],
    ['c', 'join'],
    ['sum', 'join'],
    ['join', 'gap'],
    ['gap', 'drop'],
    ['drop', 'out'],
  ],
);

/** A convolution, a normalization and a Dense that are used twice: one after the other, and side by side. */
export const sharedLayers = withShared(
  projectOf(
    [
      ['in', 'input', { shape: [6, 6, 2] }],
      ['conv', 'conv2d', { filters: 2, padding: 'same', activation: 'relu' }],
      ['norm', 'batchNormalization', { momentum: 0.8 }],
      ['conv_2', 'conv2d'],
      ['norm_2', 'batchNormalization'],
      ['flat', 'flatten'],
      ['bent', 'activation', { activation: 'tanh' }],
      ['left', 'dense', { units: 5, activation: 'relu' }],
      ['left_2', 'dense'],
      ['both', 'add'],
      ['out', 'dense', { units: 3, activation: 'softmax' }],
    ],
    [
      ['in', 'conv'],
      ['conv', 'norm'],
      ['norm', 'conv_2'],
      ['conv_2', 'norm_2'],
      ['norm_2', 'flat'],
      ['flat', 'left'],
      ['flat', 'bent'],
      ['bent', 'left_2'],
      ['left', 'both'],
      ['left_2', 'both'],
      ['both', 'out'],
    ],
  ),
  { conv_2: 'conv', norm_2: 'norm', left_2: 'left' },
);

/** The uses are listed, and come, before what owns their weights; one feeds the other. */
const ownersLast = withShared(
  projectOf(
    [
      ['first_2', 'dense'],
      ['in', 'input', { shape: [4] }],
      ['relu-2', 'leakyRelu'],
      ['first_3', 'dense'],
      ['relu', 'leakyRelu', { negativeSlope: 0.5 }],
      ['first', 'dense', { units: 4 }],
    ],
    [
      ['in', 'first_2'],
      ['first_2', 'relu-2'],
      ['relu-2', 'first_3'],
      ['first_3', 'relu'],
      ['relu', 'first'],
    ],
  ),
  { first_2: 'first', first_3: 'first', 'relu-2': 'relu' },
);

/** A residual block of a block of a convolution, each placed twice in a row. */
function nestedBlocks(): Project {
  const network = new Network();
  const narrow = network.add('conv2d', { filters: 4, kernelSize: [1, 1] }, network.input(6, 6, 3));
  const last = network.block('residual', 'Residual', narrow, 2, (outer, from) => {
    const convolved = outer.block('step', 'Step', from, 2, (inner, arriving) =>
      inner.add(
        'batchNormalization',
        {},
        inner.add('conv2d', { filters: 4, padding: 'same', activation: 'relu' }, arriving),
      ),
    );
    return outer.add('add', {}, [convolved, from]);
  });
  const pooled = network.add('globalAveragePooling2d', {}, last);
  network.add('dense', { units: 3, activation: 'softmax' }, pooled);
  return { ...projectOf([], []), graph: network.graph };
}

const namesLikeKeras = projectOf(
  [
    ['Input-1', 'input', { shape: [4] }],
    ['dense_2', 'dense', { units: 4 }],
    ['dense', 'dense', { units: 4 }],
    ['dense_1', 'dense', { units: 4 }],
    ['Dense-0_a', 'dense', { units: 4 }],
    ['sum-of_both', 'add'],
  ],
  [
    ['Input-1', 'dense_2'],
    ['dense_2', 'dense'],
    ['dense', 'dense_1'],
    ['Input-1', 'Dense-0_a'],
    ['Dense-0_a', 'sum-of_both'],
    ['dense_1', 'sum-of_both'],
  ],
);

/** What every format must take along, by name. */
export const networks: readonly (readonly [name: string, project: Project])[] = [
  ...samples,
  ...smallTemplates.map(template => [`template ${template.id}`, template.project()] as const),
  [
    'BatchNormalization without beta and gamma',
    chain(['input', { shape: [6] }], ['batchNormalization', { center: false, scale: false }], ['dense', { units: 2 }]),
  ],
  ['an input of one axis', chain(['input', { shape: [5] }], ['dense', { units: 2 }])],
  ['an input of two axes', chain(['input', { shape: [5, 4] }], ['dense', { units: 2 }])],
  ['an input of three axes', chain(['input', { shape: [5, 4, 3] }], ['conv2d', { filters: 2 }])],
  [
    'layers behind a Reshape that leaves a size open, and behind a Flatten of rows',
    chain(
      ['input', { shape: [4, 6] }],
      ['reshape', { targetShape: [3, -1] }],
      ['dense', { units: 2 }],
      ['reshape'],
      ['flatten'],
      ['dense', { units: 2 }],
      ['activation'],
    ),
  ],
  [
    'regularizers',
    chain(
      ['input', { shape: [6, 6, 1] }],
      ['conv2d', { filters: 3, kernelRegularizer: { l1: 0.01, l2: 0.02 }, biasRegularizer: { l1: 0.03 } }],
      ['flatten'],
      ['dense', { units: 2, kernelRegularizer: { l2: 0.04 } }],
    ),
  ],
  [
    'constraints, which the weights meet or not',
    chain(
      ['input', { shape: [6, 6, 1] }],
      ['conv2d', { filters: 3, kernelConstraint: { type: 'max_norm', maxValue: 1000, axis: [0, 1, 2] } }],
      ['flatten'],
      ['dense', { units: 4, kernelConstraint: { type: 'unit_norm' }, biasConstraint: { type: 'non_neg' } }],
      ['dense', { units: 2, kernelConstraint: { type: 'min_max_norm', rate: 0.5 } }],
    ),
  ],
  [
    'initializers with settings, and identity matrices that are not square',
    chain(
      ['input', { shape: [5, 3] }],
      ['lstm', { units: 4, kernelInitializer: 'identity', recurrentInitializer: { type: 'orthogonal', gain: 0.5 } }],
      ['dense', { units: 4, kernelInitializer: { type: 'identity', gain: 2 }, biasInitializer: 'constant' }],
      ['dense', { units: 3, kernelInitializer: { type: 'identity', gain: 2 } }],
      ['reshape', { targetShape: [1, 3, 1] }],
      [
        'conv2d',
        {
          filters: 2,
          kernelSize: [1, 1],
          kernelInitializer: {
            type: 'variance_scaling',
            scale: 3,
            mode: 'fan_out',
            distribution: 'untruncated_normal',
          },
          biasInitializer: { type: 'random_uniform', minval: 0, maxval: 0.5, seed: 7 },
        },
      ],
      ['flatten'],
      ['dense', { units: 2, kernelInitializer: { type: 'truncated_normal', stddev: 0.2, seed: 3 } }],
    ),
  ],
  [
    'fifteen layers of one class, in one row',
    chain(
      ['input', { shape: [4] }],
      ...Array.from({ length: 15 }, () => ['dense', { units: 4, activation: 'tanh' }] as const),
    ),
  ],
  ['names with hyphens and underscores, some like those of Keras in another order', namesLikeKeras],
  ['residual and inception blocks', residualAndInception],
  ['layers that are used twice', sharedLayers],
  ['layers that are used before what owns their weights', ownersLast],
  ['repeated blocks in a repeated block', nestedBlocks()],
];
