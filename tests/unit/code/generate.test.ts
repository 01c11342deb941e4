import { describe, expect, test } from 'vitest';
import { codeText } from '#shared/code/code';
import { generateCode } from '#shared/code/generate';
import type { Project } from '#shared/project/project';
import { resnet50 } from '#shared/templates/imagenet/resnet50';
import { mnistCnn } from '#shared/templates/mnist-cnn';
import { TrainingSettings } from '#shared/training/settings';
import { chain, projectOf } from '../../support/trained';

const python = (project: Project) => codeText(generateCode(project, 'python'));
const typescript = (project: Project) => codeText(generateCode(project, 'typescript'));

const twoHeads = projectOf(
  [
    ['picture', 'input', { shape: [4] }],
    ['class', 'dense', { units: 3, activation: 'softmax' }],
    ['box', 'dense', { units: 4 }],
  ],
  [
    ['picture', 'class'],
    ['picture', 'box'],
  ],
  { outputs: [{ node: 'box', loss: 'mean_squared_error', weight: 0.5 }] },
);

test('a chain is a Sequential of calls with nothing but what differs from the defaults', () => {
  const code = python(mnistCnn.project());
  expect(
    code.slice(code.indexOf('    return keras.Sequential'), code.indexOf('def main')),
  ).toBe(`    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ],
        name="mnist_cnn",
    )


`);
});

test('a graph is written with the nodes as variables, each line knowing its node', () => {
  const { lines } = generateCode(resnet50.project(), 'python');
  const line = lines.find(({ node }) => node === 'conv2_block1_out');
  expect(line?.text).toContain('    conv2_block1_out = layers.Activation("relu", name="conv2_block1_out")');
  const nodes = new Set(lines.flatMap(({ node }) => node ?? []));
  expect(nodes.size).toBe(resnet50.graph().nodes.length);
});

test('several outputs have a loss and a weight each, by the names of their layers', () => {
  const code = python(twoHeads);
  expect(code).toContain('class_ = layers.Dense(3, activation="softmax", name="class")(picture)');
  expect(code).toContain('loss={"class": "sparse_categorical_crossentropy", "box": "mean_squared_error"},');
  expect(code).toContain('loss_weights={"class": 1.0, "box": 0.5},');
  expect(typescript(twoHeads)).toContain('"class": "sparseCategoricalCrossentropy"');
});

test('a word in the name of the project cannot leave its comment', () => {
  const project = { ...mnistCnn.project(), name: 'a\nimport os\u2028b\r\0c */ """' };
  for (const code of [python(project), typescript(project)]) {
    expect(code.split('\n')[0]).toContain('a import os b c */ """, written by Receptive');
  }
});

describe('what cannot be said', () => {
  test('is a comment at its place, and in the list', () => {
    const project: Project = {
      ...chain(['input', { shape: [8, 8, 3] }], ['flatten'], ['dense', { units: 2, activation: 'softmax' }]),
      data: { dataset: 'mnist', options: {}, augmentations: [{ type: 'crop', smallest: 0.5 }] },
      training: TrainingSettings.parse({ reduceOnPlateau: { enabled: true }, schedule: { type: 'oneCycle' } }),
    };
    const { notes } = generateCode(project, 'python');
    expect(notes.map(({ message }) => message)).toEqual([
      'Crop (at least 0.5 of height and width, at any place) is left out: Keras has no layer for it.',
      'The lower rate on a plateau is left out: Keras does not allow it beside a schedule.',
    ]);
    for (const { message } of notes) expect(python(project).replace(/\n *# /g, ' ')).toContain(message);
    // TensorFlow.js sets what it is told by hand, so that nothing is left out there.
    expect(generateCode(project, 'typescript').notes).toEqual([]);
    const mixed = { ...project, training: { ...project.training, precision: 'mixed_bfloat16' as const } };
    const left = generateCode(mixed, 'typescript').notes.map(({ message }) => message);
    expect(left).toEqual(['All is computed in float32: TensorFlow.js has no mixed_bfloat16.']);
  });

  test('names a layer that tfjs lacks, with its node', () => {
    const project = projectOf(
      [
        ['in', 'input', { shape: [4] }],
        ['less', 'subtract'],
        ['out', 'dense', { units: 2 }],
      ],
      [
        ['in', 'less', 'first'],
        ['in', 'less', 'second'],
        ['less', 'out'],
      ],
    );
    const { notes, lines } = generateCode(project, 'typescript');
    expect(notes.find(({ node }) => node === 'less')?.message).toContain('less: TensorFlow.js has no layer Subtract');
    expect(lines.find(({ text }) => text.includes('missing("Subtract")'))?.node).toBe('less');
  });

  test('a network in error is written as far as it goes', () => {
    const project = chain(['input', { shape: [4] }], ['conv2d'], ['dense', { units: 2 }]);
    const { notes } = generateCode(project, 'python');
    expect(notes.map(({ node }) => node)).toEqual(['n1', 'n2']);
    expect(python(project)).toContain('# n1 is left out: it is in error, or behind a layer that is.');
  });

  test('an empty project gives a program too', () => {
    const empty = { ...mnistCnn.project(), graph: { nodes: [], edges: [] } };
    expect(python(empty)).toContain('return keras.Sequential(name="mnist_cnn")');
    expect(typescript(empty)).toContain('return tf.sequential();');
  });
});

test('how weights begin is written with its settings, and what tfjs does otherwise is noted', () => {
  const kernelInitializer = {
    type: 'variance_scaling',
    scale: 0.5,
    mode: 'fan_out',
    distribution: 'untruncated_normal',
  };
  const project = chain(
    ['input', { shape: [4] }],
    ['dense', { units: 4, kernelInitializer, biasInitializer: { type: 'constant', value: 0.1 } }],
    ['dense', { units: 2, kernelInitializer: 'identity' }],
  );
  const inPython = python(project).replace(/\s+/g, ' ');
  expect(inPython).toContain(
    'initializers.VarianceScaling( scale=0.5, mode="fan_out", distribution="untruncated_normal"',
  );
  expect(inPython).toContain('bias_initializer=initializers.Constant(value=0.1)');
  expect(inPython).toContain('layers.Dense(2, kernel_initializer="identity", name="n2")');
  const { notes } = generateCode(project, 'typescript');
  expect(notes.map(({ node, message }) => `${node} ${message.split(':')[1]}`)).toEqual([
    'n1  kernel begins within two deviations',
    'n2  kernel begins as usual',
  ]);
  const inTypeScript = typescript(project).replace(/\s+/g, ' ');
  expect(inTypeScript).toContain(
    'tf.initializers.varianceScaling({ scale: 0.5, mode: "fanOut", distribution: "normal"',
  );
  expect(inTypeScript).toContain('biasInitializer: tf.initializers.constant({ value: 0.1 })');
  expect(inTypeScript).toContain('tf.layers.dense({ units: 2, name: "n2" })');
});

test('what outputs add to the loss is written for Keras, and left out with a note for tfjs, which refuses such layers', () => {
  const project = chain(
    ['input', { shape: [4] }],
    ['dense', { units: 4, activityRegularizer: { l1: 0.5 } }],
    ['activityRegularization', { l2: 0.25 }],
  );
  const inPython = python(project).replace(/\s+/g, ' ');
  expect(inPython).toContain('layers.Dense(4, activity_regularizer=regularizers.L1L2(l1=0.5), name="n1")');
  expect(inPython).toContain('layers.ActivityRegularization(l2=0.25, name="n2")');
  const { notes } = generateCode(project, 'typescript');
  expect(notes.map(({ node }) => node)).toEqual(['n1', 'n2']);
  expect(typescript(project)).toContain('tf.layers.dense({ units: 4, name: "n1" })');
});

test('a frozen layer stays frozen, and a name of the user stays a name', () => {
  const [input, hidden, output] = chain(['input', { shape: [4] }], ['dense', { units: 4 }], ['dense', { units: 2 }])
    .graph.nodes;
  if (!input || !hidden || !output) throw new Error('The chain is too short.');
  const project = {
    ...mnistCnn.project(),
    graph: {
      nodes: [input, { ...hidden, trainable: false }, output],
      edges: [
        { from: input.id, to: hidden.id, port: 'input' },
        { from: hidden.id, to: output.id, port: 'input' },
      ],
    },
  };
  expect(python(project)).toContain('layers.Dense(4, trainable=False, name="n1"),');
  expect(typescript(project)).toContain('model.getLayer("n1").trainable = false;');
});
