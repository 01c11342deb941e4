import { checkProject } from '#shared/project/check';
import { plainProject } from '#shared/project/plain';
import type { Project } from '#shared/project/project';
import { planOf } from '#shared/training/plan';
import { isFrozenBy } from '#shared/training/stages';
import type { NamedTensor } from '../model/trained-model';
import type { Checkpoint } from '../runs/checkpoints';
import { optimizerRule } from '../training/optimizers/optimizers';
import { averageName } from '../training/weight-average';

type Expected = Pick<NamedTensor, 'name' | 'shape'>;

/**
 * Whether a checkpoint can be one of this project: its weights are those of the network, and its slots those of the optimizer.
 * @returns `null` where it can, or else in words why not
 */
export function whyUnfit(given: Project, { state, weights, slots }: Checkpoint): string | null {
  const project = plainProject(given);
  if (state.seed !== project.training.seed) return `it was trained from the seed ${state.seed}`;
  // At the border of two stages it is one of the first of them.
  const lastEpoch = state.stepInEpoch > 0 ? state.epoch : state.epoch - 1;
  const stage = planOf(project.training, state.judge?.ended).stageOfEpoch(lastEpoch);
  const specs = [...checkProject(project).nodes].flatMap(([id, { node, analysis }]) => {
    const learns = node.trainable !== false && !isFrozenBy(stage.trainable, id);
    return (analysis?.weights ?? []).map(({ name, shape, trainable }) => ({
      name: `${id}/${name}`,
      shape,
      trainable: trainable && learns,
    }));
  });
  const { optimizer, weightAverage } = project.training;
  const rule = optimizerRule(optimizer);
  const expectedSlots = specs
    .filter(({ trainable }) => trainable)
    .flatMap(({ name, shape }) => [
      ...Object.keys(rule.slots).map(slot => ({ name: `${name}/${slot}`, shape })),
      ...(weightAverage.enabled ? [{ name: averageName({ name }), shape }] : []),
    ]);
  return difference('the network', specs, weights) ?? difference('the optimizer', expectedSlots, slots);
}

function difference(of: string, expected: readonly Expected[], tensors: readonly NamedTensor[]): string | null {
  const shapes = new Map(tensors.map(({ name, shape }) => [name, shape.join()]));
  const absent = expected.find(({ name, shape }) => shapes.get(name) !== shape.join());
  if (absent) return `it has no ${absent.name} of ${absent.shape.join(' × ') || 'one value'}`;
  if (tensors.length === expected.length) return null;
  return `it has ${tensors.length} tensors of ${of}, expected ${expected.length}`;
}
