import { describe, expect, test } from 'vitest';
import {
  addStage,
  duplicateStage,
  learningNodes,
  moveStage,
  removeStage,
  stagePatterns,
} from '#renderer/stages/stage-edits';
import { checkProject } from '#shared/project/check';
import { mnistCnn } from '#shared/templates/mnist-cnn';
import { planOf } from '#shared/training/plan';
import { TrainingSettings } from '#shared/training/settings';
import { isFrozenBy, Stage } from '#shared/training/stages';

const project = mnistCnn.project();
const nodes = learningNodes(checkProject(project));

test('the layers that can learn, from the first to the last, without those that are frozen', () => {
  expect(nodes).toEqual(['conv2d_1', 'conv2d_2', 'dense_1', 'dense_2']);
  const frozen = project.graph.nodes.map(node => (node.id === 'dense_1' ? { ...node, trainable: false } : node));
  const check = checkProject({ ...project, graph: { ...project.graph, nodes: frozen } });
  expect(learningNodes(check)).toEqual(['conv2d_1', 'conv2d_2', 'dense_2']);
});

test('the first stage is the run as it was', () => {
  const training = TrainingSettings.parse({ epochs: 7, schedule: { type: 'cosineDecay' } });
  const staged = { ...training, stages: addStage(training) };
  expect(planOf(staged).epochs).toBe(7);
  for (const step of [0, 10, 69]) expect(planOf(staged).rateAt(step, 10)).toBe(planOf(training).rateAt(step, 10));
  expect(addStage(staged)).toHaveLength(2);
});

test('stages are moved, duplicated and removed', () => {
  const stages = ['a', 'b', 'c'].map(name => Stage.parse({ name }));
  const names = (list: readonly Stage[]) => list.map(({ name }) => name).join('');
  expect(names(moveStage(stages, 0, 1))).toBe('bac');
  expect(names(moveStage(stages, 2, -1))).toBe('acb');
  expect(names(duplicateStage(stages, 1))).toBe('abbc');
  expect(names(removeStage(stages, 1))).toBe('ac');
});

describe.each(stagePatterns.map(pattern => [pattern.title, pattern] as const))(
  'the pattern "%s"',
  (_title, pattern) => {
    test.each([2, 3, 4, 9])('is right for a network of %i layers', count => {
      const many = Array.from({ length: count }, (_, i) => `dense_${i + 1}`);
      const training = TrainingSettings.parse({ optimizer: { type: 'adam', learningRate: 0.003 } });
      const stages = pattern.stages(many, training);
      expect(TrainingSettings.parse({ ...training, stages }).stages).toEqual(stages);
      const head = many.at(-1) ?? '';
      const trained = stages.map(({ trainable }) => many.filter(id => !isFrozenBy(trainable, id)));
      // Every stage trains the head, and each at least what the one before did; the last one trains all.
      for (const [i, list] of trained.entries())
        expect(list).toEqual(expect.arrayContaining([head, ...(trained[i - 1] ?? [])]));
      expect(trained.at(-1)).toEqual(many);
      for (const { rates } of stages) {
        const grouped = rates.flatMap(group => group.nodes);
        expect(new Set(grouped).size).toBe(grouped.length);
        expect(grouped).not.toContain(head);
      }
    });

    test('leaves a template without problems', () => {
      const stages = pattern.stages(nodes, project.training);
      expect(checkProject({ ...project, training: { ...project.training, stages } }).problems).toEqual([]);
    });
  },
);

test('discriminative rates fall from the head to the input', () => {
  const pattern = stagePatterns.find(({ title }) => title === 'Discriminative rates');
  const [stage] = pattern?.stages(nodes, project.training) ?? [];
  expect(stage?.rates).toEqual([
    { nodes: ['dense_1'], factor: 0.385 },
    { nodes: ['conv2d_2'], factor: 0.148 },
    { nodes: ['conv2d_1'], factor: 0.0569 },
  ]);
});
