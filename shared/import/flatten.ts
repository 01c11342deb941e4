import { freshNodeId, type Graph, NodeId } from '../graph/graph';
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

/** The layers of one model, by name: nodes, models inside it, or, of a model inside another one, its inputs. */
interface Scope {
  readonly model: ModelSpec;
  readonly nodes: Map<string, NodeId>;
  readonly scopes: Map<string, Scope>;
  readonly outer?: Outer;
}

interface Arrived {
  readonly scope: Scope;
  readonly spec: LayerSpec;
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

  const addModel = (spec: ModelSpec, outer?: Outer, frozen = false): Scope => {
    const scope: Scope = { model: spec, nodes: new Map(), scopes: new Map(), outer };
    const isInput = new Set(outer ? spec.inputs.map(({ layer }) => layer) : []);
    for (const layer of spec.layers) {
      if (isInput.has(layer.name)) continue;
      const about = { layer: layer.name, className: layer.className };
      const [call, ...further] = layer.calls;
      if (further.length > 0) {
        refused.push({ ...about, message: `it is used ${layer.calls.length} times, with the same weights each time.` });
      } else if (layer.model && call) {
        scope.scopes.set(
          layer.name,
          addModel(layer.model, { scope, call }, frozen || layer.config.trainable === false),
        );
      } else {
        addLayer(scope, layer, frozen);
      }
    }
    return scope;
  };

  const addLayer = (scope: Scope, spec: LayerSpec, frozen: boolean): void => {
    const read = readLayer(spec);
    if (!read.ok) {
      refused.push(...read.error);
      return;
    }
    const id = nodeId(spec.name, scope, taken, read.value.layer.type);
    if (id !== spec.name) {
      notes.push({ layer: spec.name, className: spec.className, message: `it is called ${id} here.` });
    }
    taken.add(id);
    const { node, lastAxis } = read.value;
    scope.nodes.set(spec.name, id);
    graph.nodes.push({ id, ...node, ...(frozen ? { trainable: false } : {}) });
    notes.push(...read.value.notes);
    if (lastAxis !== undefined) lastAxes.set(id, { spec, axis: lastAxis });
    arrived.push({ scope, spec, read: read.value, id });
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
function wire({ scope, spec, read: { layer }, id }: Arrived): Pick<Flattened, 'refused'> & Pick<Graph, 'edges'> {
  const about = { layer: spec.name, className: spec.className };
  const [call] = spec.calls;
  if (!call) return { edges: [], refused: [] };
  const refused: ImportIssue[] = [];
  for (const [key, value] of Object.entries(call.others)) {
    if (value === null || value === false) continue;
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
  const isKnown = model.layers.some(({ name }) => name === ref.layer);
  return isKnown ? [] : [`the file has no layer ${ref.layer}, which feeds it.`];
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
    const { layer, output }: TensorRef = sought;
    const node = at.nodes.get(layer);
    if (node !== undefined) return output === 0 ? node : null;
    const inside: Scope | undefined = at.scopes.get(layer);
    if (inside) {
      at = inside;
      sought = inside.model.outputs[output];
      continue;
    }
    const input = at.outer ? at.model.inputs.findIndex(candidate => candidate.layer === layer) : -1;
    if (input < 0) return undefined;
    sought = at.outer?.call.tensors[input];
    at = at.outer?.scope;
  }
  return undefined;
}

/** The layer's name, made to fit; with the model's before it where another layer has it. */
function nodeId(name: string, { model, outer }: Scope, taken: ReadonlySet<NodeId>, type: string): NodeId {
  const fitting = (text: string): NodeId | undefined =>
    NodeId.safeParse(text.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^[^A-Za-z]+/, '')).data;
  const wanted = [fitting(name), outer ? fitting(`${model.name}_${name}`) : undefined];
  return wanted.find(id => id !== undefined && !taken.has(id)) ?? freshNodeId(type, taken);
}
