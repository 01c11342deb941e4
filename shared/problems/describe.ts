import { formatShape } from '../graph/shape';
import type { Problem, ProblemCause } from './problem';

const quoted = (names: readonly string[]): string => names.map(name => `"${name}"`).join(', ');
const times = (count: number, thing: string, things = `${thing}s`): string =>
  `${count} ${count === 1 ? thing : things}`;

/** Where a problem is: its node, its stage, or else nothing, for the project as a whole. */
export const placeOfProblem = ({ node, stage }: Pick<Problem, 'node' | 'stage'>): string | undefined =>
  node ?? (stage === undefined ? undefined : `stage ${stage + 1}`);

const AXES: { readonly [rank: number]: string } = {
  3: ' (batch, steps, channels)',
  4: ' (batch, height, width, channels)',
  5: ' (batch, depth, height, width, channels)',
};

/** A problem in words: what was expected, what was received. The one place where problems become sentences. */
export function describeProblem(cause: ProblemCause): string {
  switch (cause.code) {
    case 'shape/rank': {
      const ranks = new Intl.ListFormat('en', { type: 'disjunction' }).format(cause.expected.map(String));
      const [rank, ...others] = cause.expected;
      const hint = (others.length === 0 && AXES[rank ?? 0]) || '';
      return `expected an input with ${ranks} dimensions${hint}, received ${formatShape(cause.received)}`;
    }
    case 'shape/unknown-size':
      return `needs to know the size of axis ${cause.axis}, received ${formatShape(cause.received)}`;
    case 'shape/window':
      return `the window of ${cause.window.join(' × ')} (${cause.param}) does not fit into the input ${formatShape(cause.received)}`;
    case 'shape/mismatch': {
      const except = cause.except === undefined ? '' : `, except along axis ${cause.except}`;
      return `expected inputs of equal shape${except}, received ${cause.received.map(formatShape).join(' and ')}`;
    }
    case 'shape/axis':
      return `axis ${cause.axis} is not one of the input ${formatShape(cause.received)}`;
    case 'shape/axes':
      return `orders ${times(cause.dims.length, 'axis', 'axes')} (dims), received ${formatShape(cause.received)}, the first of which is the batch`;
    case 'shape/cropping':
      return `cuts off ${cause.cut.join(' × ')} in all, which leaves nothing of the input ${formatShape(cause.received)}`;
    case 'shape/reshape':
      return `cannot give ${formatShape(cause.received)} the shape (None, ${cause.target.join(', ')}): the number of values differs`;
    case 'shape/divisible':
      return `${cause.param}: the ${cause.received[cause.axis]} channels of ${formatShape(cause.received)} cannot be divided into ${cause.by} equal groups`;
    case 'shape/per-channel':
      return `${cause.param}: ${cause.count} numbers for the ${cause.received.at(-1)} channels of ${formatShape(cause.received)}, expected as many, or one for all`;
    case 'param/invalid':
      return cause.param ? `${cause.param}: ${cause.message}` : cause.message;
    case 'block/unknown':
      return cause.block === null
        ? 'it places no block: its "block" is missing'
        : `there is no block "${cause.block}" in this project`;
    case 'block/cycle':
      return `this block would hold itself (${cause.blocks.join(' › ')}): take one of them out`;
    case 'block/no-output':
      return 'nothing inside the block is connected to its output: open it and connect its last layer';
    case 'block/too-large':
      return `with all its repetitions the network has more than ${cause.limit.toLocaleString('en')} layers: repeat less`;
    case 'block/no-param':
      return `shows "${cause.param}" of "${cause.node}" as "${cause.name}", and there is no such parameter inside`;
    case 'mute/refused':
      return `cannot be muted: ${cause.why}`;
    case 'share/unknown':
      return `shares the weights of "${cause.owner}", and there is no such layer beside it`;
    case 'share/other-type':
      return `shares the weights of "${cause.owner}", which is another kind of layer: expected ${cause.expected}, received ${cause.received}`;
    case 'share/of-a-use':
      return `shares the weights of "${cause.owner}", which has none of its own: share those of "${cause.first}"`;
    case 'share/refused':
      return `cannot share weights: ${cause.why}`;
    case 'share/weights':
      return `shares the weights of "${cause.owner}", whose ${cause.weight} has the shape ${formatShape(cause.expected)}; its own input would need ${formatShape(cause.received)}`;
    case 'share/rank':
      return `shares the weights of "${cause.owner}", which takes inputs like ${formatShape(cause.expected)}, received ${formatShape(cause.received)}: normalization wants as many axes`;
    case 'graph/unknown-layer':
      return `there is no layer of type "${cause.type}"`;
    case 'graph/duplicate-id':
      return 'two nodes have this id';
    case 'graph/cycle':
      return `is part of a cycle or behind one (${cause.nodes.join(', ')}): data must flow one way, so remove one of the edges`;
    case 'graph/missing-input':
      return cause.needed > 1
        ? `needs at least ${times(cause.needed, 'input')}, has ${cause.connected}`
        : `nothing is connected to its ${cause.port}`;
    case 'graph/port-taken':
      return `its ${cause.port} takes one edge, and has more: use Add or Concatenate to join them`;
    case 'graph/unknown-port':
      return `has no port "${cause.port}"`;
    case 'graph/dangling-edge':
      return `an edge leads from "${cause.from}" to "${cause.to}", and one of them does not exist`;
    case 'graph/duplicate-edge':
      return `the edge from "${cause.from}" is there twice`;
    case 'train/no-input':
      return 'there is no Input layer: drag one in and connect it to the first layer';
    case 'train/idle-input':
      return 'this Input feeds no layer: connect it, or remove it';
    case 'train/no-output':
      return 'there is nothing to train yet: connect at least one layer to the Input';
    case 'train/not-an-output':
      return `a target, loss or weight is set for "${cause.node}", which does not end the network`;
    case 'train/not-an-input':
      return `an input of the dataset is set for "${cause.node}", which is no Input`;
    case 'train/no-loss-counts':
      return 'every output has the weight 0, so there is nothing to learn: give one of them a weight';
    case 'train/no-weights':
      return 'no layer has weights to learn: add a Dense or a convolution layer';
    case 'train/all-frozen':
      return 'every layer with weights is frozen: unfreeze at least one';
    case 'stage/unknown-node':
      return `it names "${cause.node}", and there is no such node`;
    case 'stage/frozen-node':
      return `it is to train "${cause.node}", which is frozen in every stage`;
    case 'stage/two-rates':
      return `"${cause.node}" is in two groups of learning rates`;
    case 'stage/nothing-to-train':
      return 'it leaves no layer with weights to train';
    case 'monitor/not-measured':
      return describeMonitor(cause);
    case 'data/unknown-dataset':
      return `there is no dataset "${cause.dataset}"; known are ${quoted(cause.known)}`;
    case 'data/options':
      return `dataset ${cause.dataset}, ${cause.option}: ${cause.message}`;
    case 'data/input-shape': {
      const what =
        cause.input === undefined ? `the samples of ${cause.dataset} have` : `"${cause.input}" of ${cause.dataset} has`;
      return `${what} the shape ${formatShape(cause.expected)}, this Input has ${formatShape(cause.received)}`;
    }
    case 'data/output-shape': {
      const what = cause.target === undefined ? '' : ` for "${cause.target}"`;
      const wanted = `${cause.loss} on ${cause.dataset} expects the output ${formatShape(cause.expected)}${what}`;
      const hint = cause.target === undefined ? '' : ' (it is one of several layers that end the network)';
      return `${wanted}, received ${formatShape(cause.received)}${hint}`;
    }
    case 'data/vocabulary': {
      const tokens = cause.tokens.toLocaleString('en');
      return `the vocabulary of ${cause.dataset} has ${tokens} tokens, this Embedding rows for ${cause.rows.toLocaleString('en')}`;
    }
    case 'data/no-embedding':
      return `takes the numbers of ${cause.dataset}'s tokens for amounts, though they only stand for words: put an Embedding before it`;
    case 'data/unknown-target':
      return `${cause.dataset} has no target "${cause.target}"; it has ${quoted(cause.known)}`;
    case 'data/unknown-input':
      return `${cause.dataset} has no input "${cause.input}"; it has ${quoted(cause.known)}`;
    case 'loss/target':
      return `${cause.loss} learns classes, and "${cause.target}" holds numbers: use ${cause.instead}`;
    case 'loss/activation': {
      const outputs = cause.outputs === 'scores' ? 'a score on either side of 0' : cause.outputs;
      return `${cause.loss} expects ${outputs} from a ${cause.expected.join(' or ')} activation, this layer ends with ${cause.received}`;
    }
    case 'advice/no-activation':
      return `has no activation before "${cause.next}": two Dense layers in a row without one can learn no more than a single one`;
    case 'advice/dense-on-grid':
      return `its input ${formatShape(cause.received)} still has height and width, so each place gets the same Dense, for itself`;
    case 'advice/huge-dense': {
      const millions = `${Math.round(cause.parameters / 1e6)} million`;
      return `has ${millions} parameters, as it follows the Flatten of ${formatShape(cause.flattened)}: pool more before it, or take the mean of each channel`;
    }
    case 'advice/noise-at-output':
      return 'ends the network, and while training spoils its answers at random: put it before the last layer, or remove it';
    case 'advice/norm-before-softmax':
      return `normalizes the scores right before the softmax of "${cause.softmax}", which limits how sure the network can be`;
    case 'advice/softmax-twice':
      return `applies softmax to the probabilities that "${cause.first}" made by softmax, which makes them nearly equal`;
    case 'advice/softmax-of-one':
      return 'softmax over a single number is always 1, so there is nothing to learn: use sigmoid';
    case 'loss/classes':
      return `${cause.loss} takes two classes, and the dataset has ${cause.classes}: use ${cause.instead}`;
  }
}

const NEVER = {
  stop: 'nothing ends early by it, and no epoch is the best',
  keep: 'no epoch is kept as the best',
  plateau: 'the learning rate is never lowered on a plateau',
} as const;

function describeMonitor({
  monitor,
  watcher,
  outputs,
  validates,
}: Extract<ProblemCause, { code: 'monitor/not-measured' }>): string {
  const ofOutputs = outputs.length > 0 ? ` (its outputs are ${quoted(outputs)})` : '';
  const why = validates ? ofOutputs : ' (there are no validation samples)';
  return `"${monitor}" is watched, and training this network does not measure it${why}: ${NEVER[watcher]}`;
}
