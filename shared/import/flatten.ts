import { freshNodeId, type Graph, NodeId } from '../graph/graph';
import { fittingId } from '../graph/node-ids';
import { asUse } from '../graph/sharing';
import type { LayerDefinition, Port } from '../layers/define';
import type { ImportIssue } from './issue';
import type { LayerCall, LayerSpec, ModelSpec, TensorRef } from './model-spec';
import { type ReadLayer, readLayer } from './read-layer';

export interface Flattened {
  readonly graph: Graph;
  /** What the graph cannot hold without computing something else. */
  readonly refused: readonly ImportIssue[];
  /** What it does without. */
  readonly notes: readonly ImportIssue[];
  /** Nodes whose axis of that number must be the last of what arrives. */
  readonly lastAxes: ReadonlyMap<NodeId, { readonly spec: LayerSpec; readonly axis: number }>;
}

/** Where a model inside another one gets its inputs from. */
interface Outer {
  readonly scope: Scope;
  readonly call: LayerCall;
}

/**
 * The layers of one use of a model, by name, an entry a call: nodes, models inside it, or, of a model inside another one, its
 * inputs.
 */
interface Scope {
  readonly model: ModelSpec;
  readonly nodes: Map<string, readonly NodeId[]>;
  readonly scopes: Map<string, readonly Scope[]>;
  readonly outer?: Outer;
  /** Where it is not the first use: that one, whose weights it shares. */
  readonly twin?: Scope;
}

interface Arrived {
  readonly scope: Scope;
  readonly spec: LayerSpec;
  readonly call: LayerCall | undefined;
  readonly read: ReadLayer;
  readonly id: NodeId;
}

/** More models cannot be inside each other, so a longer way to a node is a circle. */
const LONGEST_WAY = 200;

/** One graph of a model, those inside it taken apart. Layers keep their names where a node can have them. */
export function flatten(model: ModelSpec): Flattened {
  const graph: Graph = { nodes: [], edges: [] };
  const refused: ImportIssue[] = [];
  const notes: ImportIssue[] = [];
  const lastAxes = new Map<NodeId, { spec: LayerSpec; axis: number }>();
  const taken = new Set<NodeId>();
  const arrived: Arrived[] = [];

  const addModel = (spec: ModelSpec, around: Pick<Scope, 'outer' | 'twin'> = {}, frozen = false): Scope => {
    const scope: Scope = { model: spec, nodes: new Map(), scopes: new Map(), ...around };
    const isInput = new Set(around.outer ? spec.inputs.map(({ layer }) => layer) : []);
    for (const layer of spec.layers) {
      if (isInput.has(layer.name)) continue;
      if (layer.model && layer.calls.length > 0) addModels(scope, layer, layer.model, frozen);
      else addLayer(scope, layer, frozen);
    }
    return scope;
  };

  const addModels = (scope: Scope, { name, calls, config }: LayerSpec, model: ModelSpec, frozen: boolean): void => {
    const uses: Scope[] = [];
    scope.scopes.set(name, uses);
    for (const call of calls) {
      const twin = scope.twin?.scopes.get(name)?.[0] ?? uses[0];
      uses.push(addModel(model, { outer: { scope, call }, twin }, frozen || config.trainable === false));
    }
  };

  const addLayer = (scope: Scope, spec: LayerSpec, frozen: boolean): void => {
    const read = readLayer(spec);
    if (!read.ok) {
      if (!scope.twin) refused.push(...read.error);
      return;
    }
    const uses: NodeId[] = [];
    scope.nodes.set(spec.name, uses);
    const [first, ...further] = spec.calls;
    for (const call of [first, ...further]) {
      const owner = scope.twin?.nodes.get(spec.name)?.[0] ?? uses[0];
      uses.push(addUse({ scope, spec, call, read: read.value }, owner, frozen));
    }
    if (!scope.twin) notes.push(...read.value.notes);
  };

  /** @param owner the node whose weights it shares; absent for the first use of a layer */
  const addUse = (use: Omit<Arrived, 'id'>, owner: NodeId | undefined, frozen: boolean): NodeId => {
    const { node, lastAxis } = use.read;
    const { name, className } = use.spec;
    const id = nodeId(name, use.scope, taken, { type: node.type, use: owner === undefined ? 0 : 1 });
    if (owner === undefined && id !== name) notes.push({ layer: name, className, message: `it is called ${id} here.` });
    taken.add(id);
    const made = { id, ...node, ...(frozen ? { trainable: false } : {}) };
    graph.nodes.push(owner === undefined ? made : asUse(made, owner));
    if (lastAxis !== undefined) lastAxes.set(id, { spec: use.spec, axis: lastAxis });
    arrived.push({ ...use, id });
    return id;
  };

  const top = addModel(model);
  for (const one of arrived) {
    const wired = wire(one);
    graph.edges.push(...wired.edges);
    refused.push(...wired.refused);
  }
  const fed = new Set(graph.edges.map(({ from }) => from));
  for (const ref of model.outputs) {
    if (!fed.has(nodeOf(top, ref) ?? '')) continue;
    const className = model.layers.find(({ name }) => name === ref.layer)?.className ?? '';
    const message = 'it is an output of the model and feeds other layers, too; in Receptive an output is a last layer.';
    refused.push({ layer: ref.layer, className, message });
  }
  return { graph, refused, notes, lastAxes };
}

/** The edges that feed a layer, and what it is fed with that no edge can carry. */
function wire({ scope, spec, call, read: { layer }, id }: Arrived): Pick<Flattened, 'refused'> & Pick<Graph, 'edges'> {
  const about = { layer: spec.name, className: spec.className };
  if (!call) return { edges: [], refused: [] };
  const refused: ImportIssue[] = [];
  for (const [key, value] of Object.entries(call.others)) {
    if (value === null || value === false) continue;
    // Keras says so of its own accord, and resizes alike in training and outside it.
    if (key === 'training' && layer.type === 'resizing') continue;
    refused.push({ ...about, key, message: `it is called with ${JSON.stringify(value)}, which is not supported.` });
  }
  const edges: Graph['edges'] = [];
  const inputs = inputsOf(call, layer.ports);
  for (const { port, ref } of inputs) {
    const from = nodeOf(scope, ref);
    if (port && typeof from === 'string') edges.push({ from, to: id, port });
    else refused.push(...whyNotWired({ port, ref, from, scope }, layer).map(message => ({ ...about, message })));
  }
  return { edges, refused };
}

interface Unwired extends Input {
  readonly from: NodeId | null | undefined;
  readonly scope: Scope;
}

/** Nothing where the layer that should feed it was refused itself. */
function whyNotWired({ port, ref, from, scope: { model } }: Unwired, { ports }: LayerDefinition): readonly string[] {
  if (!port) return [`it is given more inputs than it takes in Receptive, which is ${ports.length}.`];
  if (from === null) return [`it takes output ${ref.output + 1} of ${ref.layer}, which there is not in Receptive.`];
  const feeding = model.layers.find(({ name }) => name === ref.layer);
  if (!feeding) return [`the file has no layer ${ref.layer}, which feeds it.`];
  const { length: calls } = feeding.calls;
  if (calls < 2 || ref.call < calls) return [];
  return [
    `it takes what ${ref.layer} puts out when it is called for time ${ref.call + 1}, and it is called ${calls} times.`,
  ];
}

interface Input {
  readonly port?: string;
  readonly ref: TensorRef;
}

function inputsOf({ tensors, named }: LayerCall, ports: readonly Port[]): readonly Input[] {
  const [first] = ports;
  const byPlace = tensors.map((ref, index) => ({ port: (first?.many ? first : ports[index])?.name, ref }));
  const byName = Object.entries(named).map(([name, ref]) => ({
    port: ports.find(port => port.name === name)?.name,
    ref,
  }));
  return [...byPlace, ...byName];
}

/** The node that puts a tensor out: `undefined` where that layer is no node, `null` where a node has no such output. */
function nodeOf(scope: Scope, ref: TensorRef): NodeId | null | undefined {
  let at: Scope | undefined = scope;
  let sought: TensorRef | undefined = ref;
  for (let way = 0; way < LONGEST_WAY && at && sought; way++) {
    const found: NodeId | Scope | undefined = ofCall<NodeId | Scope>(
      at.nodes.get(sought.layer) ?? at.scopes.get(sought.layer),
      sought.call,
    );
    if (typeof found === 'string') return sought.output === 0 ? found : null;
    if (found) {
      at = found;
      sought = found.model.outputs[sought.output];
      continue;
    }
    const { layer }: TensorRef = sought;
    const input = at.outer ? at.model.inputs.findIndex(candidate => candidate.layer === layer) : -1;
    if (input < 0) return undefined;
    sought = at.outer?.call.tensors[input];
    at = at.outer?.scope;
  }
  return undefined;
}

/** A layer's only use is the one that is meant, whatever a file counts before it. */
const ofCall = <T>(uses: readonly T[] | undefined, call: number): T | undefined =>
  uses?.length === 1 ? uses[0] : uses?.[call];

interface Wanted {
  readonly type: string;
  /** 0 for what has weights of its own, 1 for a further use. */
  readonly use: 0 | 1;
}

/** The layer's name, made to fit; with the model's before it where another layer has it. A further use has it with a number. */
function nodeId(name: string, { model, outer }: Scope, taken: ReadonlySet<NodeId>, { type, use }: Wanted): NodeId {
  const fitting = (text: string): NodeId | undefined =>
    NodeId.safeParse(text.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^[^A-Za-z]+/, '')).data;
  const plain = fitting(name);
  if (use === 1) return plain === undefined ? freshNodeId(type, taken) : fittingId(plain, taken);
  const wanted = [plain, outer ? fitting(`${model.name}_${name}`) : undefined];
  return wanted.find(id => id !== undefined && !taken.has(id)) ?? freshNodeId(type, taken);
}
