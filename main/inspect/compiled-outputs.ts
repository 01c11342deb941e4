import type { NodeId } from '#shared/graph/graph';
import { GraphProgram } from '../compiled/program';
import { CannotRecord } from '../compiled/record';
import type { Model } from '../model/model';
import { nodeBackend, type Tensor, type TensorFlow } from '../model/tensorflow';
import { emptySamples } from '../training/empty-batch';
import { asList, numbered } from '../training/train-step';

type Samples = Tensor | readonly Tensor[];

const PREDICT = 'predict';

/**
 * What a network's nodes put out, as one TensorFlow graph for batches of one size. The weights are inputs of the graph: they are
 * handed over as they are at each call, on the device and without a copy, so that none is ever out of date.
 */
class CompiledOutputs {
  readonly #model: Model;
  readonly #nodes: readonly NodeId[];
  readonly #program: GraphProgram;

  /** @throws CannotRecord where the network does something that a graph cannot repeat */
  constructor(tf: TensorFlow, model: Model, batchSize: number) {
    this.#model = model;
    this.#nodes = model.nodeIds;
    tf.engine().startScope();
    try {
      const samples = emptySamples(tf, model, batchSize);
      const body = () => {
        const outputs = model.outputs(samples);
        return { outputs: this.#nodes.map(node => expectOutput(outputs.get(node))) };
      };
      const inputs = this.#inputs(samples);
      this.#program = GraphProgram.build(nodeBackend(tf), new Map(), [{ name: PREDICT, inputs, body }]);
    } finally {
      tf.engine().endScope();
    }
  }

  #inputs(samples: Samples): Record<string, Tensor> {
    const weights = this.#model.weights.map(({ name, variable }) => [`weight/${name}`, variable] as const);
    return { ...numbered('samples', samples), ...Object.fromEntries(weights) };
  }

  /** One tensor for each node, in their order; only what they depend on is computed. */
  run(samples: Samples, nodes: readonly NodeId[]): Tensor[] {
    const indices = nodes.map(node => this.#nodes.indexOf(node));
    return this.#program.fetch(PREDICT, this.#inputs(samples), indices);
  }

  dispose(): void {
    this.#program.dispose();
  }
}

/** Of each network its graphs, by batch size; `null` where it cannot be recorded. */
const compiled = new WeakMap<Model, Map<number, CompiledOutputs | null>>();

/**
 * What nodes put out for samples, one tensor each, in their order: by the network's graph, which is made at the first call for a
 * batch size, or by one op after the other where it cannot be recorded. The caller disposes of the tensors.
 * @param samples float32, batch axis first, one for each of the model's inputs
 * @param nodes that the model has
 */
export function outputsOf(tf: TensorFlow, model: Model, samples: Samples, nodes: readonly NodeId[]): Tensor[] {
  const graphs = compiled.get(model) ?? new Map<number, CompiledOutputs | null>();
  compiled.set(model, graphs);
  const batchSize = asList(samples)[0]?.shape[0] ?? 0;
  const known = graphs.get(batchSize);
  const graph = known === undefined ? compile(tf, model, batchSize) : known;
  graphs.set(batchSize, graph);
  return graph ? graph.run(samples, nodes) : outputsEagerly(tf, model, samples, nodes);
}

/** The reference for the compiled way, and where that cannot be gone. */
export const outputsEagerly = (tf: TensorFlow, model: Model, samples: Samples, nodes: readonly NodeId[]): Tensor[] =>
  tf.tidy(() => {
    const outputs = model.outputs(samples);
    // Copies, since one node may be asked for twice and a layer may hand on its input as it is.
    return nodes.map(node => expectOutput(outputs.get(node)).clone());
  });

/** Lets a network's graphs go; to be called when the network is let go. */
export function forgetOutputs(model: Model): void {
  for (const graph of compiled.get(model)?.values() ?? []) graph?.dispose();
  compiled.delete(model);
}

function compile(tf: TensorFlow, model: Model, batchSize: number): CompiledOutputs | null {
  try {
    return new CompiledOutputs(tf, model, batchSize);
  } catch (error) {
    if (error instanceof CannotRecord) return null;
    throw error;
  }
}

function expectOutput(output: Tensor | undefined): Tensor {
  if (!output) throw new Error('A node put nothing out.');
  return output;
}
