import { z } from 'zod';
import { NodeId } from '../graph/graph';
import { Loss } from './losses';

/** What one output of a network learns, where the usual is not what is wanted. */
export const OutputSettings = z.strictObject({
  node: NodeId,
  target: z.string().min(1).max(200).optional().meta({
    title: 'Target',
    description:
      'What of the dataset this output learns. Empty: the first target that fits and no output before it has.',
  }),
  loss: Loss.optional().meta({
    title: 'Loss',
    description: 'What training makes small at this output. Empty: the loss of the project.',
  }),
  weight: z.number().min(0).max(1e6).default(1).meta({
    title: 'Weight',
    description: "How much this output's loss counts in the sum, as Keras's loss_weights.",
  }),
});
export type OutputSettings = z.infer<typeof OutputSettings>;

/** What of the dataset one Input takes, where the usual is not what is wanted. */
export const InputSettings = z.strictObject({
  node: NodeId,
  input: z.string().min(1).max(200).meta({ title: 'Takes', description: 'Which of the inputs of the dataset.' }),
});
export type InputSettings = z.infer<typeof InputSettings>;

/** Absent from a file until something is set: a network with one Input and one output needs none of it. */
export const Outputs = z.array(OutputSettings).max(1000).optional();
export const Inputs = z.array(InputSettings).max(1000).optional();

/** The settings with those of one output changed; absent again where all of them are the usual. */
export function changeOutput(
  outputs: readonly OutputSettings[] | undefined,
  node: NodeId,
  change: Partial<Omit<OutputSettings, 'node'>>,
): OutputSettings[] | undefined {
  const old = outputs?.find(settings => settings.node === node);
  const next: OutputSettings = { node, weight: 1, ...old, ...change };
  const isUsual = next.target === undefined && next.loss === undefined && next.weight === 1;
  const others = (outputs ?? []).filter(settings => settings.node !== node);
  const place = outputs?.findIndex(settings => settings.node === node) ?? -1;
  const at = place < 0 ? others.length : place;
  const changed = isUsual ? others : [...others.slice(0, at), next, ...others.slice(at)];
  return changed.length > 0 ? changed : undefined;
}

/** The settings with one Input taking another input of the dataset. @param input the usual where it is absent */
export function changeInput(
  inputs: readonly InputSettings[] | undefined,
  node: NodeId,
  input: string | undefined,
): InputSettings[] | undefined {
  const others = (inputs ?? []).filter(settings => settings.node !== node);
  const changed = input === undefined ? others : [...others, { node, input }];
  return changed.length > 0 ? changed : undefined;
}
