import { z } from 'zod';

const names = z.array(z.string());
const shape = z.array(z.int().min(1));

/** One of the tensors that a dataset's sample is made of, without the batch axis; float32. */
export const DatasetInput = z.object({ name: z.string(), shape });
export type DatasetInput = z.infer<typeof DatasetInput>;

/** Something about a sample that an output of a network can learn. */
export const DatasetTarget = z.discriminatedUnion('kind', [
  /** Which of the classes it is: a class number. */
  z.object({ kind: z.literal('class'), name: z.string(), classes: names }),
  /** Numbers of a shape, float32: for regression. `columns` are their names where they are one row. */
  z.object({ kind: z.literal('numbers'), name: z.string(), shape, columns: names.optional() }),
  /** The class number of every pixel. */
  z.object({ kind: z.literal('class-map'), name: z.string(), shape: z.tuple([z.int(), z.int()]), classes: names }),
  /** The input of that name itself: what an autoencoder gives back. */
  z.object({ kind: z.literal('input'), name: z.string(), shape }),
]);
export type DatasetTarget = z.infer<typeof DatasetTarget>;

/** Whether a target is numbers, which a network comes near to, rather than classes, of which it hits one. */
export const learnsNumbers = (target: DatasetTarget | undefined): boolean =>
  target?.kind === 'numbers' || target?.kind === 'input';

/** What the first input of every dataset is called. */
export const SAMPLE = 'sample';
/** What the target of a dataset with nothing but classes is called. */
export const CLASS = 'class';

interface Described {
  readonly sampleShape: readonly number[];
  readonly classes: readonly string[];
  readonly furtherInputs?: readonly DatasetInput[] | undefined;
  readonly targets?: readonly DatasetTarget[] | undefined;
}

/** All inputs of a dataset, the sample first. */
export const inputsOf = ({ sampleShape, furtherInputs = [] }: Described): readonly DatasetInput[] => [
  { name: SAMPLE, shape: [...sampleShape] },
  ...furtherInputs,
];

/** All targets of a dataset: its own, the first one the usual, and behind them its inputs. */
export const targetsOf = (info: Described): readonly DatasetTarget[] => [
  ...(info.targets ?? [{ kind: 'class' as const, name: CLASS, classes: [...info.classes] }]),
  ...inputsOf(info).map(input => ({ kind: 'input' as const, ...input })),
];

/** The classes of which each sample is one; none where its usual target is no class. */
export const sampleClasses = (info: Described): readonly string[] =>
  targetsOf(info)[0]?.kind === 'class' ? info.classes : [];
