import type { NodeAnalysis } from '#shared/graph/analyze';
import type { GraphEdge, NodeId } from '#shared/graph/graph';
import { type Shape, sampleSize } from '#shared/graph/shape';
import { incoming } from '#shared/graph/topology';
import type { Constraint } from '#shared/layers/constraints';
import type { BuiltLayer, LayerFactory, WeightSpec } from '#shared/layers/define';
import type { Regularizer } from '#shared/layers/regularizers';
import { checkProject } from '#shared/project/check';
import { plainProject } from '#shared/project/plain';
import type { Project } from '#shared/project/project';
import { prepareGradients } from './gradients';
import { initialValues } from './initializers';
import { createLayerFactory } from './layer-factory';
import { type CallContext, type LayerContext, onlyTensor } from './layers/kit';
import { activityPenalty } from './penalty';
import type { Tensor, TensorFlow, Variable } from './tensorflow';
import type { NamedTensor } from './trained-model';

/** A weight in the device's memory, named `node/weight`. */
export interface ModelWeight {
  readonly name: string;
  readonly node: NodeId;
  readonly shape: readonly number[];
  readonly trainable: boolean;
  readonly regularizer?: Regularizer;
  readonly constraint?: Constraint;
  readonly variable: Variable;
}

/** What turns the network's last values into probabilities; losses are computed from before it, as Keras does. */
export type Head = 'softmax' | 'sigmoid' | null;

/** The outputs of a network from what comes before its head. */
export function applyHead(tf: TensorFlow, head: Head, last: Tensor): Tensor {
  if (head === 'softmax') return tf.softmax(last);
  return head === 'sigmoid' ? tf.sigmoid(last) : last;
}

/** Where samples come in. */
export interface ModelInput {
  readonly node: NodeId;
  /** One sample, without the batch axis. */
  readonly shape: readonly number[];
}

/** Where predictions come out. */
export interface ModelOutput {
  readonly node: NodeId;
  /** Of one sample, without the batch axis. */
  readonly shape: readonly number[];
  readonly head: Head;
}

/** One tensor for each Input, batch axis first, in the model's order; the only one may stand alone. */
export type Inputs = Tensor | readonly Tensor[];

interface ModelNode {
  readonly id: NodeId;
  readonly sources: readonly NodeId[];
  /** Absent for the input. Several uses of a layer have the same one. */
  readonly layer?: BuiltLayer;
  /** The node that has the weights: itself, or the one that it shares with. */
  readonly owner: NodeId;
  /** What was taken off a layer that ends the network elsewhere, and is part of it here. */
  readonly head: Head;
  /** Whether the project lets its weights be trained. */
  readonly trainable: boolean;
  /** What its outputs add to the loss of each sample. */
  readonly activity?: Regularizer | undefined;
}

/** A project's network with its weights, ready to compute. Its tensors live until `dispose`. */
export class Model {
  readonly #tf: TensorFlow;
  readonly #nodes: ModelNode[] = [];
  readonly #layers: BuiltLayer[] = [];
  readonly #weights: ModelWeight[] = [];
  /** In the order of computation, at least one. */
  readonly inputs: readonly ModelInput[];
  readonly ends: readonly ModelOutput[];
  /** The number of values in the largest output of any node, for one sample. */
  readonly largestOutput: number;

  /**
   * @param project one that `checkProject` finds nothing wrong with
   * @param seed of the first weights, and of what is random in training
   */
  constructor(tf: TensorFlow, project: Pick<Project, 'graph' | 'training'>, seed: number) {
    const check = checkProject(project);
    const problem = check.problems.find(({ severity }) => severity === 'error');
    if (problem || check.inputs.length === 0 || check.outputs.length === 0) {
      throw new Error(`A model needs a project that can train; this one has ${problem?.cause.code ?? 'no ends'}.`);
    }
    prepareGradients(tf);
    this.#tf = tf;
    this.inputs = check.inputs.map(({ node, shape = [] }) => ({ node, shape: sizes(shape) }));
    const analyses = [...check.nodes.values()];
    this.largestOutput = Math.max(...analyses.map(({ analysis }) => (analysis && sampleSize(analysis.output)) ?? 1));
    const factory = createLayerFactory(tf, seed);
    const edges = incoming(plainProject(project).graph);
    const outputs = new Set(check.outputs.map(({ node }) => node));
    const headless = new Set(check.outputs.flatMap(({ node }) => check.nodes.get(node)?.node.sharesWith ?? node));
    const heads = new Map<NodeId, Head>();
    const made = new Map<NodeId, BuiltLayer>();
    const layerOf = (found: NodeAnalysis): BuiltLayer => {
      const { node } = found;
      const split = headless.has(node.sharesWith ?? node.id) ? splitHead(found) : { head: null, params: node.params };
      const layer = made.get(node.id) ?? this.#build(found, split, factory, seed);
      made.set(node.id, layer);
      return layer;
    };
    try {
      for (const id of check.order) {
        const found = check.nodes.get(id);
        if (!found) continue;
        const owner = check.nodes.get(found.node.sharesWith ?? id) ?? found;
        const { head } = headless.has(owner.node.id) ? splitHead(owner) : { head: null };
        heads.set(id, head);
        // What has no weights shares none: each use of a Dropout draws for itself.
        const isOwn = owner.analysis?.weights.length === 0;
        const inner = outputs.has(id) ? null : head;
        this.#add(found, edges.get(id) ?? [], inner, () => layerOf(isOwn ? found : owner));
      }
    } catch (error) {
      // Most likely there was no memory for a layer; what the ones before it hold is given back.
      this.dispose();
      throw error;
    }
    this.ends = check.outputs.map(({ node, shape }) => ({ node, shape: sizes(shape), head: heads.get(node) ?? null }));
  }

  #add(
    { node: { id, trainable = true, sharesWith }, layer: definition, analysis }: NodeAnalysis,
    edges: readonly GraphEdge[],
    head: Head,
    layer: () => BuiltLayer,
  ): void {
    const sources = (definition?.ports ?? []).flatMap(port =>
      edges.filter(edge => edge.port === port.name).map(edge => edge.from),
    );
    const node = { id, sources, owner: sharesWith ?? id, head, trainable, activity: analysis?.activity };
    this.#nodes.push(sources.length === 0 ? node : { ...node, layer: layer() });
  }

  /** A layer with its weights, for the first use of it. */
  #build(
    { node: { id, trainable = true }, layer: definition, inputs, analysis }: NodeAnalysis,
    { head, params }: SplitHead,
    factory: LayerFactory,
    seed: number,
  ): BuiltLayer {
    if (!definition || !analysis) throw new Error(`Node ${id} was not analyzed.`);
    // Of a layer that is nothing but the network's head nothing is left.
    const layer =
      head && !('activation' in params)
        ? factory.activation({ name: id, activation: 'linear' })
        : definition.build(factory, id, params);
    this.#layers.push(layer);
    const shapes = (inputs ?? []).map(shape => [...shape]);
    layer.build(shapes.length === 1 ? (shapes[0] ?? []) : shapes);
    const weights = analysis.weights.map((spec, index) =>
      this.#weight(id, layer.weights[index], { ...spec, trainable: spec.trainable && trainable }, seed),
    );
    this.#weights.push(...weights);
    return layer;
  }

  /** @param made what tfjs made for it; by place, since some of tfjs's names are those of an older Keras */
  #weight(node: NodeId, made: BuiltLayer['weights'][number] | undefined, spec: WeightSpec, seed: number): ModelWeight {
    const name = `${node}/${spec.name}`;
    const variable = made?.read();
    if (!(variable instanceof this.#tf.Variable)) throw new Error(`tfjs made no weight ${name}.`);
    const { shape, trainable, regularizer, constraint } = spec;
    const weight: ModelWeight = { name, node, shape, trainable, regularizer, constraint, variable };
    this.#assign(weight, initialValues(spec, seed, name));
    return weight;
  }

  /** In the order of computation, and within a layer that of the catalogue. */
  get weights(): readonly ModelWeight[] {
    return this.#weights;
  }

  /** Those that the project does not freeze. */
  get trainable(): readonly ModelWeight[] {
    return this.weights.filter(weight => weight.trainable);
  }

  /** The node whose weights a node computes with: itself, or the one that it shares with. */
  ownerOf(node: NodeId): NodeId {
    return this.#nodes.find(({ id }) => id === node)?.owner ?? node;
  }

  /** Whether the network has a node of that id. */
  has(node: NodeId): boolean {
    return this.#nodes.some(({ id }) => id === node);
  }

  get nodeIds(): readonly NodeId[] {
    return this.#nodes.map(({ id }) => id);
  }

  /** What the first Input takes: one sample, without the batch axis. */
  get sampleShape(): readonly number[] {
    return this.inputs[0]?.shape ?? [];
  }

  /**
   * The outputs before their heads, in the order of `ends`: logits where there is one. Call it inside `tf.tidy`.
   * @param samples float32
   */
  forward(samples: Inputs, context: CallContext): Tensor[] {
    // In training the gradients need all.
    const values = this.#run(samples, context, context.training);
    return this.ends.map(({ node }) => needed(values, node));
  }

  /** Whether what a layer puts out adds to the loss. */
  get hasActivity(): boolean {
    return this.#nodes.some(({ activity }) => activity);
  }

  /** As `forward`, with what the layers' outputs add to the loss of each sample, [n]; `null` where none does. */
  forwardWithActivity(samples: Inputs, context: CallContext): { last: Tensor[]; activity: Tensor | null } {
    const tf = this.#tf;
    const heads = new Map(this.ends.map(({ node, head }) => [node, head]));
    const added: Tensor[] = [];
    const values = this.#run(samples, context, context.training, ({ id, activity }, value) => {
      if (activity) added.push(activityPenalty(tf, activity, applyHead(tf, heads.get(id) ?? null, value)));
    });
    const last = this.ends.map(({ node }) => needed(values, node));
    return { last, activity: added.length === 0 ? null : tf.addN(added) };
  }

  /** What every node puts out, after its head for one that ends the network. Call it inside `tf.tidy`. */
  outputs(samples: Inputs): ReadonlyMap<NodeId, Tensor> {
    const values = this.#run(samples, { training: false }, true);
    for (const { node, head } of this.ends) values.set(node, applyHead(this.#tf, head, needed(values, node)));
    return values;
  }

  /** The network's outputs, in the order of `ends`. Call it inside `tf.tidy`. */
  predict(samples: Inputs): Tensor[] {
    return this.activate(this.forward(samples, { training: false }));
  }

  /** @param last what `forward` gives */
  activate(last: readonly Tensor[]): Tensor[] {
    return this.ends.flatMap(({ head }, i) => {
      const tensor = last[i];
      return tensor ? applyHead(this.#tf, head, tensor) : [];
    });
  }

  /**
   * @param keepAll whether every node's output is wanted. If not, each is let go when nothing needs it any more.
   * @param see is shown each output as it is there
   */
  #run(
    samples: Inputs,
    context: CallContext,
    keepAll: boolean,
    see: (node: ModelNode, value: Tensor) => void = () => undefined,
  ): Map<NodeId, Tensor> {
    const tf = this.#tf;
    const given = samples instanceof tf.Tensor ? [samples] : samples;
    const values = new Map<NodeId, Tensor>();
    for (const [i, { node }] of this.inputs.entries()) {
      const tensor = given[i];
      if (!tensor) throw new Error(`There are ${given.length} tensors for ${this.inputs.length} Inputs.`);
      values.set(node, tensor);
    }
    const kept = new Set([...this.inputs, ...this.ends].map(({ node }) => node));
    const lastUser = new Map(this.#nodes.flatMap(({ id, sources }) => sources.map(source => [source, id] as const)));
    for (const node of this.#nodes) {
      const { id, owner, sources, layer, head, trainable } = node;
      if (!layer) continue;
      const own: LayerContext = { ...context, trainable: trainable && !context.frozen?.has(owner) };
      const inputs = sources.map(source => needed(values, source));
      const call = (): Tensor =>
        applyHead(tf, head, onlyTensor(layer.call(inputs.length === 1 ? onlyTensor(inputs) : inputs, own)));
      // A layer may hand on its input as it is: a copy outlives it, and costs nothing.
      const value = keepAll ? call() : tf.tidy(() => call().clone());
      values.set(id, value);
      see(node, value);
      if (keepAll) continue;
      for (const source of new Set(sources)) {
        if (!kept.has(source) && lastUser.get(source) === id) needed(values, source).dispose();
      }
    }
    return values;
  }

  /** Copies the weights off the device. */
  async read(): Promise<NamedTensor[]> {
    return Promise.all(
      this.weights.map(async ({ name, shape, variable }) => ({
        name,
        shape,
        values: Float32Array.from(await variable.data<'float32'>()),
      })),
    );
  }

  /**
   * Puts other weights in.
   * @throws Error where one is missing or has another shape; nothing is changed then.
   */
  write(tensors: readonly NamedTensor[]): void {
    const byName = new Map(tensors.map(tensor => [tensor.name, tensor]));
    const pairs = this.weights.map(weight => {
      const tensor = byName.get(weight.name);
      if (!tensor) throw new Error(`there is no weight ${weight.name}`);
      if (tensor.shape.join() !== weight.shape.join()) {
        throw new Error(
          `weight ${weight.name} has the shape ${tensor.shape.join(' × ')}, expected ${weight.shape.join(' × ')}`,
        );
      }
      return [weight, tensor.values] as const;
    });
    for (const [weight, values] of pairs) this.#assign(weight, values);
  }

  #assign({ variable, shape }: ModelWeight, values: Float32Array): void {
    const tensor = this.#tf.tensor(values, [...shape]);
    variable.assign(tensor);
    tensor.dispose();
  }

  dispose(): void {
    for (const layer of this.#layers) for (const weight of layer.weights) weight.dispose();
  }
}

const sizes = (shape: Shape): readonly number[] => shape.slice(1).map(dim => dim ?? 0);

const needed = (values: ReadonlyMap<NodeId, Tensor>, id: NodeId): Tensor => {
  const value = values.get(id);
  if (!value) throw new Error(`Node ${id} has no value yet: the order of computation is wrong.`);
  return value;
};

interface SplitHead {
  readonly head: Head;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A layer that ends with softmax or sigmoid is built linear, and what was taken off becomes the head. */
function splitHead({ node, layer }: NodeAnalysis): SplitHead {
  const activation = layer?.outputActivation(node.params);
  if (activation !== 'softmax' && activation !== 'sigmoid') return { head: null, params: node.params };
  const isPart = layer !== undefined && 'activation' in layer.params.shape;
  return { head: activation, params: isPart ? { ...node.params, activation: 'linear' } : node.params };
}
