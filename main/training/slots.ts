import type { ModelWeight } from '../model/model';
import type { NamedTensor } from '../model/trained-model';
import type { OptimizerRule } from './optimizers/define';

/** The name of a slot in a checkpoint: `weight/slot`. */
export const slotName = (weight: ModelWeight, rule: OptimizerRule, slot: number): string =>
  `${weight.name}/${rule.slots[slot]}`;

/**
 * The tensors of a checkpoint for these slots, in their order.
 * @throws Error where one is missing or has another shape
 */
export function slotsInOrder(
  slots: readonly { readonly name: string; readonly weight: ModelWeight }[],
  tensors: readonly NamedTensor[],
): NamedTensor[] {
  const byName = new Map(tensors.map(tensor => [tensor.name, tensor]));
  return slots.map(({ name, weight }) => {
    const tensor = byName.get(name);
    if (tensor?.shape.join() !== weight.shape.join()) throw new Error(`there is no ${name} of the right shape`);
    return tensor;
  });
}
