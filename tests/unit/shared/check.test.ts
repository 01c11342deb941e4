import { describe, expect, test } from 'vitest';
import { digitBoxesDataset } from '#main/data/digit-boxes';
import { digitMasksDataset } from '#main/data/digit-masks';
import type { DatasetInfo } from '#shared/data/dataset';
import { describeProblem } from '#shared/problems/describe';
import { canTrain, checkProject } from '#shared/project/check';
import type { Project } from '#shared/project/project';
import { templates } from '#shared/templates/catalogue';
import { mnistCnn } from '#shared/templates/mnist-cnn';

const dataset = (sampleShape: number[], classes: number): DatasetInfo => ({
  id: 'test',
  title: 'Test data',
  summary: '',
  kind: 'image',
  sampleShape,
  classes: Array.from({ length: classes }, (_, i) => `${i}`),
  trainingSamples: 10,
  validationSamples: 10,
  optionsSchema: {},
});
const mnist = dataset([28, 28, 1], 10);

function edited(change: (project: Project) => void): Project {
  const project = mnistCnn.project();
  change(project);
  return project;
}
const problems = (project: Project, data?: DatasetInfo) =>
  checkProject(project, data).problems.map(({ node, severity, cause }) => [node, severity, cause.code]);

/** Those that have other targets than one class. */
const scenes = [digitBoxesDataset(), digitMasksDataset()];

test.each(templates.map(template => [template.id, template] as const))(
  'template %s can train',
  async (_id, template) => {
    const project = template.project();
    const { inputs, outputs } = checkProject(project);
    const sampleShape = inputs[0]?.shape?.slice(1).map(Number) ?? [];
    const units = Number(outputs[0]?.shape.at(-1));
    const scene = await scenes.find(({ id }) => id === project.data.dataset)?.info(project.data.options);
    const data = scene?.ok ? scene.value : dataset(sampleShape, Math.max(2, units));
    expect(checkProject(project, data).problems).toEqual([]);
  },
);

test('the MNIST CNN begins at its Input and ends at its last Dense', () => {
  expect(checkProject(mnistCnn.project())).toMatchObject({
    inputs: [{ node: 'input_1' }],
    outputs: [{ node: 'dense_2', loss: 'sparse_categorical_crossentropy', weight: 1 }],
  });
});

describe('against the data', () => {
  test('an Input of another shape, with the mend', () => {
    const check = checkProject(mnistCnn.project(), dataset([32, 32, 3], 10));
    expect(check.problems[0]).toMatchObject({
      node: 'input_1',
      cause: { code: 'data/input-shape', expected: [null, 32, 32, 3] },
      fixes: [{ do: 'set-param', param: 'shape', value: [32, 32, 3] }],
    });
  });

  test('a last layer of too few units, with the mend', () => {
    const check = checkProject(mnistCnn.project(), dataset([28, 28, 1], 12));
    expect(check.problems).toMatchObject([
      { node: 'dense_2', cause: { code: 'data/output-shape' }, fixes: [{ param: 'units', value: 12 }] },
    ]);
  });

  test('a last layer that still has height and width', () => {
    const project = edited(({ graph }) => {
      graph.nodes = graph.nodes.slice(0, 2);
      graph.edges = graph.edges.slice(0, 1);
    });
    expect(checkProject(project, mnist).problems[0]).toMatchObject({
      node: 'conv2d_1',
      cause: { code: 'data/output-shape' },
      fixes: [{ type: 'flatten' }, { type: 'globalAveragePooling2d' }],
    });
  });

  test('binary cross-entropy for ten classes', () => {
    const project = edited(p => {
      p.training = { ...p.training, loss: 'binary_crossentropy' };
    });
    expect(problems(project, mnist)).toEqual([['dense_2', 'error', 'loss/classes']]);
  });

  test('hinge for ten classes, with the loss that takes them', () => {
    const project = edited(p => {
      p.training = { ...p.training, loss: 'hinge' };
    });
    expect(checkProject(project, mnist).problems).toMatchObject([
      { cause: { code: 'loss/classes' }, fixes: [{ do: 'set-loss', loss: 'categorical_hinge' }] },
    ]);
  });

  test.each([
    [
      'sigmoid',
      ['hinge expects a score on either side of 0 from a linear or tanh activation, this layer ends with sigmoid'],
    ],
    ['linear', []],
    ['tanh', []],
  ])('hinge after %s', (activation, expected) => {
    const project = edited(p => {
      p.training = { ...p.training, loss: 'hinge' };
      p.graph.nodes = p.graph.nodes.map(node =>
        node.id === 'dense_2' ? { ...node, params: { units: 1, activation } } : node,
      );
    });
    const { problems } = checkProject(project, dataset([28, 28, 1], 2));
    expect(problems.map(({ cause }) => describeProblem(cause))).toEqual(expected);
  });

  test('softmax left out is a warning, and does not keep it from training', () => {
    const project = edited(p => {
      p.graph.nodes = p.graph.nodes.map(node => (node.id === 'dense_2' ? { ...node, params: { units: 10 } } : node));
    });
    expect(problems(project, mnist)).toEqual([['dense_2', 'warning', 'loss/activation']]);
    expect(canTrain(checkProject(project, mnist))).toBe(true);
  });

  test("an LSTM's activation is not that of its outputs", () => {
    const project = edited(p => {
      p.graph = {
        nodes: [
          { id: 'in', type: 'input', params: { shape: [28, 28, 1] } },
          { id: 'rows', type: 'reshape', params: { targetShape: [28, 28] } },
          { id: 'lstm', type: 'lstm', params: { units: 10, activation: 'softmax' } },
        ],
        edges: [
          { from: 'in', to: 'rows', port: 'input' },
          { from: 'rows', to: 'lstm', port: 'input' },
        ],
      };
    });
    const { problems: found } = checkProject(project, mnist);
    expect(found).toMatchObject([{ node: 'lstm', cause: { code: 'loss/activation', received: 'no activation' } }]);
  });
});

describe('the network as a whole', () => {
  test('nothing there', () => {
    const project = edited(p => {
      p.graph = { nodes: [], edges: [] };
    });
    expect(problems(project, mnist)).toEqual([[undefined, 'error', 'train/no-input']]);
  });

  test('only an Input', () => {
    const project = edited(p => {
      p.graph = { nodes: p.graph.nodes.slice(0, 1), edges: [] };
    });
    expect(problems(project, mnist)).toEqual([[undefined, 'error', 'train/no-output']]);
  });

  test('nothing to learn', () => {
    const project = edited(p => {
      p.graph = { nodes: p.graph.nodes.filter(n => ['input_1', 'flatten_1'].includes(n.id)), edges: [] };
      p.graph.edges = [{ from: 'input_1', to: 'flatten_1', port: 'input' }];
    });
    expect(problems(project)).toEqual([[undefined, 'error', 'train/no-weights']]);
  });

  test('a branch that was left open is an output, and learns the class like the other one', () => {
    const project = edited(p => {
      p.graph.nodes.push({ id: 'extra', type: 'dense', params: {} });
      p.graph.edges.push({ from: 'flatten_1', to: 'extra', port: 'input' });
    });
    expect(problems(project, mnist)).toEqual([['extra', 'error', 'data/output-shape']]);
  });

  test('an Input that feeds nothing', () => {
    const project = edited(p => {
      p.graph.nodes.push({ id: 'idle', type: 'input', params: { shape: [28, 28, 1] } });
    });
    expect(problems(project, mnist)).toEqual([['idle', 'error', 'train/idle-input']]);
  });
});
