import type { DatasetInfo } from '../data/dataset';
import { analyzeGraph, type GraphAnalysis, type NodeAnalysis, parameterCount } from '../graph/analyze';
import type { NodeId } from '../graph/graph';
import { type Shape, sameShape } from '../graph/shape';
import { rowFixes } from '../problems/fixes';
import type { Fix, Problem, ProblemCause } from '../problems/problem';
import { lossSpec } from '../training/losses';
import { checkStages } from './check-stages';
import type { Project } from './project';

export interface ProjectCheck extends GraphAnalysis {
  /** The one Input and the one layer that ends the network; absent while there is none, or more than one. */
  readonly input?: NodeId;
  readonly output?: NodeId;
}

export const canTrain = (check: { readonly problems: readonly Problem[] }): boolean =>
  check.problems.every(problem => problem.severity !== 'error');

/**
 * Everything that keeps a project from training, each problem at its node.
 * @param dataset what the engine says of the project's dataset; without it the network is judged alone.
 */
export function checkProject(project: Pick<Project, 'graph' | 'training'>, dataset?: DatasetInfo): ProjectCheck {
  const analysis = analyzeGraph(project.graph);
  const ends = findEnds(project, analysis);
  const problems = [...analysis.problems, ...ends.problems];
  if (dataset && ends.input) problems.push(...checkInput(ends.input, dataset));
  if (dataset && ends.output) problems.push(...checkOutput(ends.output, project, dataset));
  if (ends.output && analysis.trainableParameters === 0 && analysis.problems.length === 0) {
    problems.push(nothingToLearn(project));
  }
  problems.push(...checkStages(project, analysis));
  return { ...analysis, problems, input: ends.input?.node.id, output: ends.output?.node.id };
}

const error = (cause: ProblemCause, node?: NodeId, fixes: readonly Fix[] = []): Problem => ({
  severity: 'error',
  node,
  cause,
  fixes,
});

/** No weights at all, or none that is not frozen. */
function nothingToLearn({ graph }: Pick<Project, 'graph'>): Problem {
  const thawed = analyzeGraph({ ...graph, nodes: graph.nodes.map(({ trainable: _, ...node }) => node) });
  if (thawed.trainableParameters === 0) return error({ code: 'train/no-weights' });
  const fixes = graph.nodes.flatMap(({ id, trainable }): Fix[] => {
    const weights = thawed.nodes.get(id)?.analysis;
    const learns = trainable === false && weights && parameterCount(weights, 'trainable') > 0;
    return learns ? [{ do: 'unfreeze', node: id, label: `Unfreeze ${id}` }] : [];
  });
  // The last layer is the likeliest to be trained anew.
  return error({ code: 'train/all-frozen' }, undefined, fixes.slice(-1));
}

interface Ends {
  readonly input?: NodeAnalysis;
  readonly output?: NodeAnalysis;
  readonly problems: readonly Problem[];
}

function findEnds({ graph }: Pick<Project, 'graph'>, analysis: GraphAnalysis): Ends {
  const isInput = (node: NodeAnalysis) => node.layer?.ports.length === 0;
  const feeding = new Set(graph.edges.map(edge => edge.from));
  const nodes = [...analysis.nodes.values()];
  const inputs = nodes.filter(isInput);
  const outputs = nodes.filter(node => !feeding.has(node.node.id) && node.analysis && !isInput(node));
  const problems: Problem[] = [];
  if (inputs.length === 0) problems.push(error({ code: 'train/no-input' }));
  if (inputs.length > 1) {
    const ids = inputs.map(input => input.node.id);
    problems.push(error({ code: 'train/several-inputs', nodes: ids }, ids.at(-1)));
  }
  if (outputs.length > 1) {
    const ids = outputs.map(output => output.node.id);
    problems.push(...ids.map(id => error({ code: 'train/several-outputs', nodes: ids }, id)));
  }
  if (outputs.length === 0 && inputs.length > 0 && analysis.problems.length === 0) {
    problems.push(error({ code: 'train/no-output' }));
  }
  return {
    input: inputs.length === 1 ? inputs[0] : undefined,
    output: outputs.length === 1 ? outputs[0] : undefined,
    problems,
  };
}

function checkInput({ node, analysis }: NodeAnalysis, dataset: DatasetInfo): readonly Problem[] {
  const expected: Shape = [null, ...dataset.sampleShape];
  const received = analysis?.output;
  if (!received || sameShape(expected, received)) return [];
  const label = `Set the shape to ${dataset.sampleShape.join(' × ')}`;
  return [
    error({ code: 'data/input-shape', dataset: dataset.title, expected, received }, node.id, [
      { do: 'set-param', node: node.id, param: 'shape', value: dataset.sampleShape, label },
    ]),
  ];
}

function checkOutput(
  { node, layer, analysis }: NodeAnalysis,
  { training: { loss } }: Pick<Project, 'training'>,
  dataset: DatasetInfo,
): readonly Problem[] {
  const classes = dataset.classes.length;
  const { output, outputs, activations, insteadForMoreClasses: instead } = lossSpec(loss);
  if (instead && classes !== 2) {
    const fix: Fix = { do: 'set-loss', loss: instead, label: `Use ${instead}` };
    return [error({ code: 'loss/classes', loss, classes, instead }, node.id, [fix])];
  }
  const params = layer?.parse(node.params);
  const values = params?.ok ? params.value : {};
  const expected = output(classes);
  const received = analysis?.output;
  if (received && !sameShape(expected, received)) {
    const units = expected.at(-1);
    const fixes: Fix[] = [...rowFixes(node.id, received)];
    if (received.length === 2 && 'units' in values && typeof units === 'number') {
      fixes.push({ do: 'set-param', node: node.id, param: 'units', value: units, label: `Set units to ${units}` });
    }
    return [error({ code: 'data/output-shape', dataset: dataset.title, loss, expected, received }, node.id, fixes)];
  }
  const isLast = !layer?.hasInnerActivation;
  const activation = isLast && typeof values.activation === 'string' ? values.activation : undefined;
  if (!activations || activations.includes(activation ?? 'linear')) return [];
  const [usual = 'linear'] = activations;
  const fixes: Fix[] = activation
    ? [{ do: 'set-param', node: node.id, param: 'activation', value: usual, label: `Set activation to ${usual}` }]
    : [];
  const cause: ProblemCause = {
    code: 'loss/activation',
    loss,
    outputs,
    expected: activations,
    received: activation ?? 'no activation',
  };
  return [{ severity: 'warning', node: node.id, cause, fixes }];
}
