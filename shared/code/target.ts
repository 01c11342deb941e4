import type { DataSettings, DatasetInfo } from '../data/dataset';
import { noPreprocessing, type Preprocessing } from '../data/preprocessing/preprocessing';
import { learnsNumbers, SAMPLE } from '../data/targets';
import type { NodeId } from '../graph/graph';
import type { ProjectCheck } from '../project/check';
import type { OutputEnd } from '../project/ends';
import type { Project } from '../project/project';
import { type LossName, lossSpec } from '../training/losses';
import type { CodeNetwork } from './network';

/** How labels are fed: as class numbers, as rows of 0 and 1, or as -1 and 1. */
export type Target = 'class' | 'one-hot' | 'sign';

/** An output and what it learns. */
export interface CodeEnd {
  readonly node: NodeId;
  readonly loss: LossName;
  readonly weight: number;
  readonly target: Target;
  /** The labels that the data come with, the sample itself, or something else. */
  readonly learns: 'label' | 'input' | 'other';
  /** Which of the labels, where they come by name. */
  readonly label?: string;
  /** How many values it puts out for each thing it learns. */
  readonly classes: number;
  /** Numbers rather than classes. */
  readonly numbers: boolean;
}

/** The targets of the datasets whose labels come by name, the usual first. */
const LABELS: Readonly<Record<string, readonly string[]>> = {
  'digit-boxes': ['digit', 'box'],
  'digit-masks': ['mask'],
};

/** What the parts of a generated program must agree on about the data. */
export interface CodeData {
  readonly settings: DataSettings;
  readonly preprocessing: Preprocessing;
  /** What the engine says of the dataset, where it was asked. */
  readonly info: DatasetInfo | undefined;
  /** Of the labels. */
  readonly target: Target;
  readonly ends: readonly CodeEnd[];
  /** The names of the labels, where they come by name. */
  readonly labels: readonly string[] | undefined;
  /** The columns of a table that hold numbers to learn, in place of a class. */
  readonly numbers: readonly string[] | undefined;
  /** How many values the network puts out. */
  readonly outputs: number;
  /** One sample as the network takes it. */
  readonly sampleShape: readonly number[];
  readonly batchSize: number;
}

export function codeData(
  { data, training }: Project,
  network: CodeNetwork,
  { outputs }: Pick<ProjectCheck, 'outputs'>,
  info?: DatasetInfo,
): CodeData {
  const labels = LABELS[data.dataset];
  const ends = outputs.map(end => {
    const set = training.outputs?.find(({ node }) => node === end.node)?.target;
    return codeEnd(end, end.target?.name ?? set, labels);
  });
  const labelled = ends.find(({ learns }) => learns === 'label') ?? ends[0];
  return {
    settings: data,
    preprocessing: data.preprocessing ?? noPreprocessing,
    info,
    target: labelled?.target ?? 'class',
    ends,
    labels,
    numbers: labels ? undefined : numbersOf(outputs),
    outputs: network.outputs.find(({ id }) => id === labelled?.node)?.output.at(-1) ?? 1,
    sampleShape: network.inputs[0]?.output.slice(1).map(dim => dim ?? 1) ?? [],
    batchSize: training.batchSize,
  };
}

const numbersOf = (outputs: ProjectCheck['outputs']): readonly string[] | undefined =>
  outputs
    .map(({ target }) => (target?.kind === 'numbers' ? target.columns : undefined))
    .find(columns => columns !== undefined);

/** @param name of what it learns, where that is known or set */
function codeEnd(
  { node, shape, loss, weight, target }: OutputEnd,
  name: string | undefined,
  labels: readonly string[] | undefined,
): CodeEnd {
  const kind = target?.kind ?? (name === SAMPLE ? 'input' : 'class');
  const label = labels?.find(each => each === name) ?? labels?.[0];
  const isLabel = kind === 'class' || label === name || (target?.kind === 'numbers' && target.columns !== undefined);
  const learns = kind === 'input' ? 'input' : isLabel ? 'label' : 'other';
  // One output stands for two classes, 0 and 1.
  const own = lossSpec(loss).target;
  const encoded = kind === 'numbers' || kind === 'input' || (own === 'one-hot' && shape.at(-1) === 1) ? 'class' : own;
  const numbers = target ? learnsNumbers(target) : kind === 'input';
  return {
    node,
    loss,
    weight,
    learns,
    ...(label === undefined ? {} : { label }),
    numbers,
    classes: shape.at(-1) ?? 1,
    target: encoded,
  };
}

/** An option of the dataset, where the project sets it. */
export const textOption = ({ settings }: CodeData, name: string, otherwise = ''): string => {
  const value = settings.options[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : otherwise;
};
export const numberOption = ({ settings }: CodeData, name: string, otherwise: number): number => {
  const value = settings.options[name];
  return typeof value === 'number' ? value : otherwise;
};
export const flagOption = ({ settings }: CodeData, name: string, otherwise: boolean): boolean => {
  const value = settings.options[name];
  return typeof value === 'boolean' ? value : otherwise;
};
