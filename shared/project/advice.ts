import type { GraphAnalysis, NodeAnalysis } from '../graph/analyze';
import { parameterCount } from '../graph/analyze';
import type { Graph, NodeId } from '../graph/graph';
import { rowFixes } from '../problems/fixes';
import type { Fix, Problem, ProblemCause } from '../problems/problem';

/** A node with what it is fed by and what it feeds, all of them free of errors. */
interface Place {
  readonly id: NodeId;
  readonly known: NodeAnalysis;
  readonly activation: string | undefined;
  readonly before: readonly Place[];
  readonly after: readonly Place[];
}

/** Layers that leave a sum of multiples one: between two Dense layers they change nothing about what can be learned. */
const LINEAR = new Set([
  ...['dropout', 'gaussianNoise', 'gaussianDropout', 'flatten', 'reshape'],
  ...['batchNormalization', 'rescaling', 'normalization', 'activityRegularization'],
]);
const NOISE = new Set([
  ...['dropout', 'spatialDropout1d', 'spatialDropout2d', 'spatialDropout3d'],
  ...['gaussianNoise', 'gaussianDropout', 'alphaDropout'],
]);
const NORMALIZING = new Set(['batchNormalization', 'layerNormalization', 'groupNormalization', 'rmsNormalization']);
/** Layers that apply the softmax themselves and do nothing else. */
const APPLYING = new Set(['activation', 'softmax']);

/** From this many places on, the Flatten of a picture is large: VGG16's last one has 7 · 7. */
const LARGE_PICTURE = 100;
const HUGE = 10_000_000;
/** With fewer channels than this, their means say too little to go on with. */
const FEW_CHANNELS = 8;

/**
 * What is likely a mistake in how layers follow one another, though nothing refuses it. A node that has a problem already is left
 * alone.
 */
export function advise(graph: Graph, analysis: GraphAnalysis, problems: readonly Problem[]): readonly Problem[] {
  const troubled = new Set(problems.map(({ node }) => node));
  return [...placesOf(graph, analysis)].flatMap(place => {
    if (troubled.has(place.id)) return [];
    const advice = RULES.flatMap(rule => rule(place) ?? [])[0];
    return advice ? [{ severity: 'warning' as const, node: place.id, cause: advice.cause, fixes: advice.fixes }] : [];
  });
}

type Rule = (place: Place) => { readonly cause: ProblemCause; readonly fixes: readonly Fix[] } | null;

function* placesOf({ edges }: Graph, { nodes }: GraphAnalysis): Iterable<Place> {
  const made = new Map<NodeId, Place & { before: Place[]; after: Place[] }>();
  for (const [id, known] of nodes) {
    if (!known.analysis) continue;
    const activation = known.layer?.outputActivation(known.node.params);
    made.set(id, { id, known, activation, before: [], after: [] });
  }
  for (const { from, to } of edges) {
    const [source, target] = [made.get(from), made.get(to)];
    if (!source || !target) continue;
    source.after.push(target);
    target.before.push(source);
  }
  yield* made.values();
}

const typeOf = (place: Place | undefined): string | undefined => place?.known.node.type;

/** The one layer that a node feeds, past those that change nothing about what can be learned. */
function nextThatMatters(place: Place): Place | undefined {
  const [next] = place.after;
  if (!next || place.after.length !== 1) return undefined;
  return LINEAR.has(typeOf(next) ?? '') ? nextThatMatters(next) : next;
}

const noActivation: Rule = place => {
  if (typeOf(place) !== 'dense' || place.activation !== 'linear') return null;
  const next = nextThatMatters(place);
  if (typeOf(next) !== 'dense' || !next) return null;
  const fix: Fix = {
    do: 'set-param',
    node: place.id,
    param: 'activation',
    value: 'relu',
    label: 'Set activation to relu',
  };
  return { cause: { code: 'advice/no-activation', next: next.id }, fixes: [fix] };
};

const denseOnGrid: Rule = ({ id, known }) => {
  const [received] = known.inputs ?? [];
  if (known.node.type !== 'dense' || received?.length !== 4) return null;
  return { cause: { code: 'advice/dense-on-grid', received }, fixes: rowFixes(id, received) };
};

const hugeDense: Rule = ({ known, before: [flatten] }) => {
  const [flattened] = flatten?.known.inputs ?? [];
  if (known.node.type !== 'dense' || typeOf(flatten) !== 'flatten' || !flatten || flattened?.length !== 4) return null;
  const [, height, width, channels] = flattened;
  const places = (height ?? 1) * (width ?? 1);
  const parameters = known.analysis ? parameterCount(known.analysis) : 0;
  if (places < LARGE_PICTURE || parameters < HUGE) return null;
  const fix: Fix = {
    do: 'swap-node',
    node: flatten.id,
    type: 'globalAveragePooling2d',
    label: 'Use GlobalAveragePooling2D for the Flatten',
  };
  const swaps = (channels ?? 0) >= FEW_CHANNELS && flatten.after.length === 1;
  return { cause: { code: 'advice/huge-dense', parameters, flattened }, fixes: swaps ? [fix] : [] };
};

const noiseAtOutput: Rule = ({ id, known, before, after }) => {
  if (!NOISE.has(known.node.type) || after.length > 0 || before.length === 0) return null;
  return { cause: { code: 'advice/noise-at-output' }, fixes: [{ do: 'remove-node', node: id, label: 'Remove it' }] };
};

const normBeforeSoftmax: Rule = ({ id, known, after: [next, ...others] }) => {
  if (!NORMALIZING.has(known.node.type) || !APPLYING.has(typeOf(next) ?? '') || !next || others.length > 0) return null;
  if (next.activation !== 'softmax') return null;
  const cause: ProblemCause = { code: 'advice/norm-before-softmax', softmax: next.id };
  return { cause, fixes: [{ do: 'remove-node', node: id, label: 'Remove it' }] };
};

const softmaxTwice: Rule = ({ id, known, activation, before: [first] }) => {
  if (!APPLYING.has(known.node.type) || activation !== 'softmax' || first?.activation !== 'softmax') return null;
  const cause: ProblemCause = { code: 'advice/softmax-twice', first: first.id };
  return { cause, fixes: [{ do: 'remove-node', node: id, label: 'Remove it' }] };
};

const softmaxOfOne: Rule = ({ id, known, activation }) => {
  if (activation !== 'softmax' || known.analysis?.output.at(-1) !== 1) return null;
  const fix: Fix = {
    do: 'set-param',
    node: id,
    param: 'activation',
    value: 'sigmoid',
    label: 'Set activation to sigmoid',
  };
  return { cause: { code: 'advice/softmax-of-one' }, fixes: known.node.type === 'softmax' ? [] : [fix] };
};

const RULES: readonly Rule[] = [
  noActivation,
  denseOnGrid,
  hugeDense,
  noiseAtOutput,
  normBeforeSoftmax,
  softmaxTwice,
  softmaxOfOne,
];
