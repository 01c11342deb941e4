import type { DatasetInfo } from '../data/dataset';
import { type DatasetInput, type DatasetTarget, inputsOf, targetsOf } from '../data/targets';
import type { GraphAnalysis, NodeAnalysis } from '../graph/analyze';
import type { NodeId } from '../graph/graph';
import { type Shape, sameShape } from '../graph/shape';
import { type LossName, outputFor } from '../training/losses';
import type { Project } from './project';

/** An Input and what it takes. */
export interface InputEnd {
  readonly node: NodeId;
  /** Batch axis first; absent where the node is in error. */
  readonly shape: Shape | undefined;
  /** Absent while the dataset is not known, and where it has none of the name that is set. */
  readonly input?: DatasetInput;
}

/** A layer that ends the network, and what it learns. */
export interface OutputEnd {
  readonly node: NodeId;
  /** Batch axis first. */
  readonly shape: Shape;
  readonly loss: LossName;
  readonly weight: number;
  /** Absent while the dataset is not known, and where it has none of the name that is set. */
  readonly target?: DatasetTarget;
}

/** Where a network begins and ends, in the order of computation. */
export interface Ends {
  readonly inputs: readonly InputEnd[];
  readonly outputs: readonly OutputEnd[];
}

const isInput = (node: NodeAnalysis): boolean => node.layer?.ports.length === 0;

/**
 * The Inputs and outputs of a network with all that is set for them. Where nothing is, an Input takes the first input of the
 * dataset that has its shape and no Input before it takes, and an output learns the first target that fits its shape and loss and
 * no output before it learns; where all are taken, the first that fits; where none
 * fits, the first that is free.
 */
export function endsOf(
  { graph, training }: Pick<Project, 'graph' | 'training'>,
  analysis: GraphAnalysis,
  dataset?: DatasetInfo,
): Ends {
  const feeding = new Set(graph.edges.map(edge => edge.from));
  const nodes = [...analysis.nodes.values()];
  const givenInputs = new Map(training.inputs?.map(settings => [settings.node, settings.input]));
  const givenOutputs = new Map(training.outputs?.map(settings => [settings.node, settings]));
  const inputs = nodes
    .filter(isInput)
    .map(({ node: { id }, analysis: own }) => ({ node: id, shape: own?.output, name: givenInputs.get(id) }));
  const outputs = nodes.flatMap(found => {
    const { id } = found.node;
    if (feeding.has(id) || !found.analysis || isInput(found)) return [];
    const { target, loss = training.loss, weight = 1 } = givenOutputs.get(id) ?? {};
    return [{ node: id, shape: found.analysis.output, loss, weight, name: target }];
  });
  if (!dataset) return { inputs: inputs.map(withoutName), outputs: outputs.map(withoutName) };
  const chosenInputs = choose(inputs, inputsOf(dataset), ({ shape }, { shape: own }) =>
    shape ? sameShape(shape, [null, ...own]) : false,
  );
  const chosenOutputs = choose(outputs, targetsOf(dataset), ({ shape, loss }, target) => {
    const expected = outputFor(loss, target);
    return expected !== null && sameShape(expected, shape);
  });
  return {
    inputs: inputs.map((end, i) => ({ ...withoutName(end), input: chosenInputs[i] })),
    outputs: outputs.map((end, i) => ({ ...withoutName(end), target: chosenOutputs[i] })),
  };
}

const withoutName = <End extends { readonly name?: string }>({ name: _, ...end }: End): Omit<End, 'name'> => end;

/** For each end the thing that it names, or else the first that fits and is free. */
function choose<End extends { readonly name?: string }, Thing extends { readonly name: string }>(
  ends: readonly End[],
  things: readonly Thing[],
  fits: (end: End, thing: Thing) => boolean,
): readonly (Thing | undefined)[] {
  const taken = new Set<string>(ends.flatMap(({ name }) => name ?? []));
  const free = ({ name }: Thing) => !taken.has(name);
  return ends.map(end => {
    if (end.name !== undefined) return things.find(({ name }) => name === end.name);
    const fitting = things.filter(thing => fits(end, thing));
    const chosen = fitting.find(free) ?? fitting[0] ?? things.find(free) ?? things[0];
    if (chosen) taken.add(chosen.name);
    return chosen;
  });
}
