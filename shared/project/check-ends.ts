import type { DatasetInfo } from '../data/dataset';
import { type DatasetTarget, inputsOf, SAMPLE, targetsOf } from '../data/targets';
import type { GraphAnalysis, NodeAnalysis } from '../graph/analyze';
import type { GraphNode, NodeId } from '../graph/graph';
import { type Shape, sameShape } from '../graph/shape';
import { rowFixes, rowsAfter } from '../problems/fixes';
import type { Fix, Problem, ProblemCause } from '../problems/problem';
import { LOSS_FOR_NUMBERS, lossSpec, outputFor } from '../training/losses';
import { checkTokens } from './check-tokens';
import type { Ends, InputEnd, OutputEnd } from './ends';
import type { Project } from './project';

type Checked = Pick<Project, 'graph' | 'training'>;

const problem = (
  severity: Problem['severity'],
  cause: ProblemCause,
  node?: NodeId,
  fixes: readonly Fix[] = [],
): Problem => ({ severity, node, cause, fixes });
const error = problem.bind(null, 'error');
const warning = problem.bind(null, 'warning');

/** Everything that is wrong where a network begins and ends, each problem at its node. */
export function checkEnds(
  project: Checked,
  analysis: GraphAnalysis,
  ends: Ends,
  dataset: DatasetInfo | undefined,
): readonly Problem[] {
  const { inputs, outputs } = ends;
  const problems: Problem[] = [...setForNoEnd(project, analysis, ends), ...idleInputs(project, ends)];
  if (inputs.length === 0) problems.push(error({ code: 'train/no-input' }));
  if (outputs.length === 0 && inputs.length > 0 && analysis.problems.length === 0) {
    problems.push(error({ code: 'train/no-output' }));
  }
  if (outputs.length > 0 && outputs.every(({ weight }) => weight === 0)) {
    problems.push(error({ code: 'train/no-loss-counts' }));
  }
  if (!dataset) return problems;
  const several = outputs.length > 1;
  return [
    ...problems,
    ...unknownNames(project, ends, dataset),
    ...inputs.flatMap(end => checkInput(end, dataset)),
    ...inputs.flatMap(end => checkTokens(end, project, analysis, dataset)),
    ...outputs.flatMap(end => {
      const found = analysis.nodes.get(end.node);
      return found ? checkOutput(end, found, dataset, several) : [];
    }),
  ];
}

/** Settings that were left behind when the graph changed do nothing, which their author may not know. */
function setForNoEnd({ training }: Checked, analysis: GraphAnalysis, { inputs, outputs }: Ends): readonly Problem[] {
  const forget = (node: NodeId): readonly Fix[] => [
    { do: 'forget-end', node, label: `Forget what is set for ${node}` },
  ];
  const place = (node: NodeId) => (analysis.nodes.has(node) ? node : undefined);
  // Where the network is in error, it is not known yet how it ends.
  if (analysis.problems.length > 0) return [];
  return [
    ...(training.outputs ?? [])
      .filter(({ node }) => outputs.every(end => end.node !== node))
      .map(({ node }) => warning({ code: 'train/not-an-output', node }, place(node), forget(node))),
    ...(training.inputs ?? [])
      .filter(({ node }) => inputs.every(end => end.node !== node))
      .map(({ node }) => warning({ code: 'train/not-an-input', node }, place(node), forget(node))),
  ];
}

/** The only Input may stand alone while there is nothing else. */
function idleInputs({ graph }: Checked, { inputs }: Ends): readonly Problem[] {
  if (inputs.length < 2) return [];
  const feeding = new Set(graph.edges.map(edge => edge.from));
  return inputs.filter(({ node }) => !feeding.has(node)).map(({ node }) => error({ code: 'train/idle-input' }, node));
}

function checkInput({ node, shape, input }: InputEnd, dataset: DatasetInfo): readonly Problem[] {
  const known = inputsOf(dataset);
  if (!input) return [];
  const expected: Shape = [null, ...input.shape];
  if (!shape || sameShape(expected, shape)) return [];
  const cause: ProblemCause = {
    code: 'data/input-shape',
    dataset: dataset.title,
    expected,
    received: shape,
    ...(known.length > 1 && input.name !== SAMPLE ? { input: input.name } : {}),
  };
  const label = `Set the shape to ${input.shape.join(' × ')}`;
  return [error(cause, node, [{ do: 'set-param', node, param: 'shape', value: input.shape, label }])];
}

/** Ends that name something which this dataset does not have, as after another one was chosen. */
function unknownNames({ training }: Checked, { inputs, outputs }: Ends, dataset: DatasetInfo): readonly Problem[] {
  const { title } = dataset;
  const knownInputs = inputsOf(dataset).map(({ name }) => name);
  const knownTargets = targetsOf(dataset).map(({ name }) => name);
  return [
    ...(training.inputs ?? []).flatMap(({ node, input }) => {
      if (knownInputs.includes(input) || inputs.every(end => end.node !== node)) return [];
      const fix: Fix = { do: 'usual-input', node, label: 'Take the usual input' };
      return [error({ code: 'data/unknown-input', dataset: title, input, known: knownInputs }, node, [fix])];
    }),
    ...(training.outputs ?? []).flatMap(({ node, target }) => {
      if (target === undefined || knownTargets.includes(target)) return [];
      if (outputs.every(end => end.node !== node)) return [];
      const fix: Fix = { do: 'set-output', node, change: { target: null }, label: 'Learn the usual target' };
      return [error({ code: 'data/unknown-target', dataset: title, target, known: knownTargets }, node, [fix])];
    }),
  ];
}

function checkOutput(
  end: OutputEnd,
  { node, layer, analysis }: NodeAnalysis,
  dataset: DatasetInfo,
  several: boolean,
): readonly Problem[] {
  const { loss, target } = end;
  if (!target) return [];
  const takeLoss = (instead: string): Fix => {
    const label = `Use ${instead}`;
    return several
      ? { do: 'set-output', node: node.id, change: { loss: instead }, label }
      : { do: 'set-loss', loss: instead, label };
  };
  const { outputs, activations, insteadForMoreClasses: instead } = lossSpec(loss);
  const expected = outputFor(loss, target);
  if (!expected) {
    if ('classes' in target && instead) {
      const cause: ProblemCause = { code: 'loss/classes', loss, classes: target.classes.length, instead };
      return [error(cause, node.id, [takeLoss(instead)])];
    }
    const cause: ProblemCause = { code: 'loss/target', loss, target: target.name, instead: LOSS_FOR_NUMBERS };
    return [error(cause, node.id, [takeLoss(LOSS_FOR_NUMBERS)])];
  }
  const params = layer?.parse(node.params);
  const values = params?.ok ? params.value : {};
  const received = analysis?.output;
  if (received && !sameShape(expected, received)) {
    const cause: ProblemCause = {
      code: 'data/output-shape',
      dataset: dataset.title,
      loss,
      expected,
      received,
      ...(several ? { target: target.name } : {}),
    };
    const activation = activations?.includes(String(values.activation)) === false ? activations[0] : undefined;
    return [error(cause, node.id, shapeFixes({ node, values, target, expected, received, activation }))];
  }
  const activation = layer?.outputActivation(node.params);
  if (!activations || activations.includes(activation ?? 'linear')) return [];
  const [usual = 'linear'] = activations;
  const fixes: Fix[] =
    activation && 'activation' in values
      ? [{ do: 'set-param', node: node.id, param: 'activation', value: usual, label: `Set activation to ${usual}` }]
      : [];
  const cause: ProblemCause = {
    code: 'loss/activation',
    loss,
    outputs,
    expected: activations,
    received: activation ?? 'no activation',
  };
  return [warning(cause, node.id, fixes)];
}

interface WrongShape {
  readonly node: GraphNode;
  /** Its parameters, defaults filled in. */
  readonly values: Record<string, unknown>;
  readonly target: DatasetTarget;
  readonly expected: Shape;
  readonly received: Shape;
  /** What the loss wants, where the layer has another one. */
  readonly activation: string | undefined;
}

/** For an output of another shape than its target asks for. */
function shapeFixes({
  node: { id, type },
  values,
  target,
  expected,
  received,
  activation,
}: WrongShape): readonly Fix[] {
  const wanted = expected.at(-1);
  const alike = received.length === expected.length && sameShape(received.slice(0, -1), expected.slice(0, -1));
  const toRow = target.kind === 'class' || expected.length === 2;
  const rows = toRow ? (type === 'dense' ? rowFixes(id, received) : rowsAfter(id, received)) : [];
  if (!alike || typeof wanted !== 'number') return rows;
  const param = ['units', 'filters'].find(name => name in values);
  if (param) return [...rows, ...sizeFixes(id, param, wanted, activation)];
  if (expected.length !== 2) return rows;
  const params = { units: wanted, ...(activation ? { activation } : {}) };
  return [...rows, { do: 'append', node: id, type: 'dense', params, label: `Add a Dense of ${wanted} after it` }];
}

/** The right number of outputs, and the activation with it where that is wrong as well. */
function sizeFixes(node: NodeId, param: string, wanted: number, activation: string | undefined): readonly Fix[] {
  const size: Fix = { do: 'set-param', node, param, value: wanted, label: `Set ${param} to ${wanted}` };
  if (!activation) return [size];
  const label = `Set ${param} to ${wanted} and activation to ${activation}`;
  return [{ do: 'set-params', node, params: { [param]: wanted, activation }, label }, size];
}
