import { IconAlertTriangleFilled, IconLock, IconVolumeOff } from '@tabler/icons-react';
import { Handle, type NodeProps, Position, useConnection } from '@xyflow/react';
import { memo } from 'react';
import { parameterCount } from '#shared/graph/analyze';
import { whyNotConnect } from '#shared/graph/connect';
import type { Graph, GraphNode, NodeId } from '#shared/graph/graph';
import { formatSampleShape } from '#shared/graph/shape';
import { layers } from '#shared/layers/catalogue';
import type { Problem } from '#shared/problems/problem';
import type { ProjectCheck } from '#shared/project/check';
import { useView } from '../app/view';
import { useCheckFor } from '../document/check';
import { useDocument } from '../document/store';
import { NodeThumbnail } from '../inspect/NodeThumbnail';
import { useFrozen } from '../stages/frozen';
import { formatShort } from '../ui/format';
import { LayerIcon } from '../ui/LayerIcon';
import { type LayerNode, OUTPUT_HANDLE } from './flow';
import classes from './LayerCard.module.css';
import { NodeName } from './NodeName';
import { NodeNote } from './NodeNote';
import { ProblemBubble } from './ProblemBubble';
import { SharedMark, useLit } from './SharedMark';

/** More open bubbles than this would be noise: then only the selected node's is open. */
const MOST_BUBBLES = 2;

/** How a port answers the wire that is being drawn. */
type PortState = 'quiet' | 'open' | 'refuses';

function usePortState(id: NodeId, side: 'input' | 'output', port: string): PortState {
  return useConnection(connection => {
    if (!connection.inProgress || connection.fromNode.id === id) return 'quiet';
    const wantsInput = connection.fromHandle.type === 'source';
    if (wantsInput !== (side === 'input')) return 'refuses';
    const other = connection.fromNode.id;
    const edge = wantsInput
      ? { from: other, to: id, port }
      : { from: id, to: other, port: connection.fromHandle.id ?? 'input' };
    return whyNotConnect(useDocument.getState().project.graph, edge) === null ? 'open' : 'refuses';
  });
}

interface PortProps {
  readonly id: NodeId;
  readonly side: 'input' | 'output';
  readonly port: string;
  /** Where it is among the ports of its side; it stands alone where this is absent. */
  readonly place?: { readonly index: number; readonly count: number };
}

/** One of several is told from the others by its name. */
const handleLabel = ({ id, side, port, place }: PortProps): string =>
  `${side === 'input' ? 'Input' : 'Output'} of ${id}${place ? `: ${port}` : ''}`;

function Port(props: PortProps) {
  const { id, side, port, place } = props;
  const state = usePortState(id, side, port);
  return (
    <Handle
      type={side === 'input' ? 'target' : 'source'}
      position={side === 'input' ? Position.Top : Position.Bottom}
      id={port}
      className={classes.port}
      data-state={state}
      data-side={side}
      role="img"
      aria-label={handleLabel(props)}
      title={place ? port : undefined}
      style={place ? { left: `${(100 * (place.index + 1)) / (place.count + 1)}%` } : undefined}
    />
  );
}

interface Summary {
  readonly shape: string | null;
  readonly parameters: number;
  readonly problems: readonly Problem[];
  readonly showBubble: boolean;
}

const NO_PROBLEMS: readonly Problem[] = [];
/** Every card asks for its own; a check is gone through once for all of them. */
const grouped = new WeakMap<ProjectCheck, ReadonlyMap<NodeId, readonly Problem[]>>();

function problemsByNode(check: ProjectCheck): ReadonlyMap<NodeId, readonly Problem[]> {
  const known = grouped.get(check);
  if (known) return known;
  const byNode = new Map<NodeId, Problem[]>();
  for (const problem of check.problems) {
    if (problem.node !== undefined) byNode.set(problem.node, [...(byNode.get(problem.node) ?? []), problem]);
  }
  grouped.set(check, byNode);
  return byNode;
}

function useSummary(id: NodeId, selected: boolean): Summary {
  const { analysis, problems, few } = useCheckFor(check => ({
    analysis: check.nodes.get(id)?.analysis,
    problems: problemsByNode(check).get(id) ?? NO_PROBLEMS,
    few: problemsByNode(check).size <= MOST_BUBBLES,
  }));
  const alone = useView(state => state.selectedNodes.length <= 1);
  return {
    shape: analysis ? formatSampleShape(analysis.output) : null,
    parameters: analysis ? parameterCount(analysis) : 0,
    problems,
    showBubble: problems.length > 0 && ((selected && alone) || few),
  };
}

const indexed = new WeakMap<Graph, ReadonlyMap<NodeId, GraphNode>>();

/** Every card asks for its own node; a graph is gone through once for all of them. */
function nodesOf(graph: Graph): ReadonlyMap<NodeId, GraphNode> {
  const known = indexed.get(graph);
  if (known) return known;
  const byId = new Map(graph.nodes.map(node => [node.id, node]));
  indexed.set(graph, byId);
  return byId;
}

/** A node: what it is, what leaves it, what it costs, and what is wrong with it. */
export const LayerCard = memo(function LayerCard({ id, selected, dragging }: NodeProps<LayerNode>) {
  // A muted layer is none of the network's: the check knows nothing of it.
  const muted = useDocument(state => nodesOf(state.project.graph).get(id)?.muted === true);
  const type = useDocument(state => nodesOf(state.project.graph).get(id)?.type) ?? '';
  const layer = layers.get(type);
  const { shape, parameters, problems, showBubble } = useSummary(id, selected);
  const worst = problems.some(problem => problem.severity === 'error')
    ? 'error'
    : problems.length > 0
      ? 'warning'
      : 'none';
  const frozen = useFrozen(id);
  const lit = useLit(id);
  const category = layer?.category ?? 'core';
  const color = useDocument(state => state.project.layout[id]?.color);
  return (
    <div
      className={classes.card}
      data-category={category}
      data-color={color}
      data-selected={selected || undefined}
      data-dragging={dragging || undefined}
      data-problem={worst}
      data-muted={muted || undefined}
      data-lit={lit || undefined}
    >
      {layer?.ports.map(({ name }, index, { length: count }) => (
        <Port key={name} id={id} side="input" port={name} place={count > 1 ? { index, count } : undefined} />
      ))}
      <div className={classes.body}>
        <div className={classes.head}>
          <LayerIcon type={type} category={category} size={22} />
          <div className={classes.names}>
            <span className={classes.title}>{layer?.title ?? type}</span>
            <NodeName id={id} className={classes.id} />
          </div>
          <NodeNote id={id} />
          {muted && (
            <span className={classes.lock} title="Muted: the network is trained as if it were not here">
              <IconVolumeOff size={14} aria-hidden />
            </span>
          )}
          {frozen !== null && (
            <span className={classes.lock} title={frozen}>
              <IconLock size={14} aria-hidden />
            </span>
          )}
          {worst !== 'none' && (
            <span className={classes.badge} data-problem={worst} title="This layer has a problem">
              <IconAlertTriangleFilled size={14} aria-hidden />
            </span>
          )}
        </div>
        <div className={classes.facts}>
          <span className={classes.shape} data-unknown={shape === null || undefined} title="Output shape of one sample">
            {shape ?? (muted ? 'passes its input on' : 'no shape yet')}
          </span>
          <SharedMark id={id} />
          {parameters > 0 && (
            <span className={classes.count} title={`${parameters.toLocaleString('en')} parameters`}>
              {formatShort(parameters)} <span className={classes.unit}>params</span>
            </span>
          )}
        </div>
      </div>
      <div className={classes.thumbnail}>
        <NodeThumbnail nodeId={id} />
      </div>
      <Port id={id} side="output" port={OUTPUT_HANDLE} />
      {showBubble && !dragging && <ProblemBubble node={id} problems={problems} asked={selected} />}
    </div>
  );
});
