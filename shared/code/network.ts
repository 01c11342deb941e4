import type { GraphAnalysis } from '../graph/analyze';
import type { NodeId } from '../graph/graph';
import type { Shape } from '../graph/shape';
import { incoming } from '../graph/topology';
import type { LayerDefinition } from '../layers/define';
import { checkProject, type ProjectCheck } from '../project/check';
import type { Project } from '../project/project';

export interface CodeNode {
  readonly id: NodeId;
  /** The node whose layer it is a use of: itself, unless it shares its weights. */
  readonly owner: NodeId;
  /** Whether the layer has several uses: it is made once, and called for each. */
  readonly isShared: boolean;
  readonly layer: LayerDefinition;
  readonly params: unknown;
  readonly trainable: boolean;
  /** The nodes whose outputs arrive, in port order. */
  readonly inputs: readonly NodeId[];
  /** What they put out. */
  readonly arriving: readonly Shape[];
  readonly output: Shape;
  readonly hasWeights: boolean;
  /** Whether the user chose the id, or it is one that new nodes of the type get. */
  readonly isNamed: boolean;
}

/** A project's network as code is made from it: all that is whole, and what is not. */
export interface CodeNetwork {
  /** Every node after all that feed it. */
  readonly nodes: readonly CodeNode[];
  readonly inputs: readonly CodeNode[];
  readonly outputs: readonly CodeNode[];
  /** Nodes that are in error, or behind one that is. */
  readonly broken: readonly NodeId[];
  /** Whether each layer but the first takes the one before, and nothing else. */
  readonly isChain: boolean;
}

const stemOf = (type: string): string => type.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

const isNumbered = (id: NodeId, stem: string): boolean =>
  id.startsWith(`${stem}_`) && /^\d+$/.test(id.slice(stem.length + 1));

/** The nodes whose layers have several uses, each where the layer is made: before the first of them. */
export function sharedLayers({ nodes }: CodeNetwork): ReadonlyMap<NodeId, CodeNode> {
  const owners = new Map<NodeId, CodeNode>();
  for (const node of nodes) {
    if (!node.isShared || owners.has(node.owner)) continue;
    owners.set(node.owner, nodes.find(({ id }) => id === node.owner) ?? node);
  }
  return owners;
}

/** @param check of the project, where it is at hand */
export function codeNetwork(
  { graph, training }: Pick<Project, 'graph' | 'training'>,
  check: Pick<ProjectCheck, keyof GraphAnalysis> = checkProject({ graph, training }),
): CodeNetwork {
  const edgesInto = incoming(graph);
  const whole = new Map<NodeId, CodeNode>();
  const shared = new Set([...check.nodes.values()].flatMap(({ node }) => node.sharesWith ?? []));
  for (const id of check.order) {
    const { node, layer, inputs = [], analysis } = check.nodes.get(id) ?? {};
    if (!node || !layer || !analysis) continue;
    const edges = layer.ports.flatMap(port => (edgesInto.get(id) ?? []).filter(edge => edge.port === port.name));
    const owner = node.sharesWith ?? id;
    whole.set(id, {
      id,
      owner,
      isShared: shared.has(owner),
      layer,
      params: node.params,
      trainable: node.trainable !== false,
      inputs: edges.map(edge => edge.from),
      arriving: inputs,
      output: analysis.output,
      hasWeights: analysis.weights.length > 0,
      isNamed: id !== stemOf(node.type) && !isNumbered(id, stemOf(node.type)),
    });
  }
  const nodes = [...whole.values()];
  const feeding = new Set(nodes.flatMap(({ inputs }) => inputs));
  const isInput = ({ layer }: CodeNode) => layer.ports.length === 0;
  const outputs = nodes.filter(node => !feeding.has(node.id) && !isInput(node));
  return {
    nodes,
    inputs: nodes.filter(isInput),
    outputs,
    broken: graph.nodes.map(({ id }) => id).filter(id => !whole.has(id)),
    isChain:
      nodes.length > 1 &&
      shared.size === 0 &&
      nodes.every(({ inputs }, index) =>
        index === 0 ? inputs.length === 0 : inputs.length === 1 && inputs[0] === nodes[index - 1]?.id,
      ),
  };
}
