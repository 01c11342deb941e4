import type { ModelWeight } from '../model/model';
import type { NamedTensor } from '../model/trained-model';
import type { OptimizerRule } from './optimizers/define';

/** One slot of one weight. */
export interface Slot {
  readonly weight: ModelWeight;
  /** In a checkpoint: `weight/slot`. */
  readonly name: string;
  readonly initial: number;
}

export const slotsOf = (weight: ModelWeight, rule: OptimizerRule): Slot[] =>
  Object.entries(rule.slots).map(([slot, initial]) => ({ weight, name: `${weight.name}/${slot}`, initial }));

/**
 * The tensors of a checkpoint for these slots, in their order.
 * @throws Error where one is missing or has another shape
 */
export function slotsInOrder(slots: readonly Omit<Slot, 'initial'>[], tensors: readonly NamedTensor[]): NamedTensor[] {
  const byName = new Map(tensors.map(tensor => [tensor.name, tensor]));
  return slots.map(({ name, weight }) => {
    const tensor = byName.get(name);
    if (tensor?.shape.join() !== weight.shape.join()) throw new Error(`there is no ${name} of the right shape`);
    return tensor;
  });
}
