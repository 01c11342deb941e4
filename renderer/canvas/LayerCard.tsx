import { IconLock, IconVolumeOff } from '@tabler/icons-react';
import { Handle, type NodeProps, Position, useConnection } from '@xyflow/react';
import { memo } from 'react';
import { BLOCK, BLOCK_OUTPUT, isBlockEnd, portsOf, titleOf } from '#shared/graph/block';
import { whyNotConnect } from '#shared/graph/connect';
import type { NodeId } from '#shared/graph/graph';
import { formatSampleShape } from '#shared/graph/shape';
import { type Problem, worstOf } from '#shared/problems/problem';
import { useView } from '../app/view';
import { type Facts, factsAbout, parametersOf, useFacts } from '../document/facts';
import { nodesById, projectHere, useProjectHere } from '../document/level';
import { NodeThumbnail } from '../inspect/NodeThumbnail';
import { useFrozen } from '../stages/frozen';
import { categoryOf } from '../ui/categories';
import { formatShort } from '../ui/format';
import { LayerIcon } from '../ui/LayerIcon';
import { Repeats, ShownParams } from './BlockMarks';
import { type LayerNode, spokenId } from './flow';
import { OUTPUT_HANDLE } from './handles';
import classes from './LayerCard.module.css';
import { NodeName } from './NodeName';
import { NodeNote } from './NodeNote';
import { ProblemBadge } from './ProblemBadge';
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
    return whyNotConnect(projectHere().graph, edge) === null ? 'open' : 'refuses';
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
  readonly worst: Problem['severity'] | 'none';
  readonly showBubble: boolean;
}

const faultyCount = (facts: Facts): number =>
  [...facts.values()].reduce((sum, { problems }) => sum + (problems.length > 0 ? 1 : 0), 0);

function useSummary(id: NodeId, selected: boolean): Summary {
  const { output, parameters, problems, few } = useFacts(facts => {
    const known = factsAbout(facts, id);
    const few = known.problems.length > 0 && faultyCount(facts) <= MOST_BUBBLES;
    return { output: known.output, parameters: parametersOf(known), problems: known.problems, few };
  });
  const alone = useView(state => state.selectedNodes.length <= 1);
  return {
    shape: output ? formatSampleShape(output) : null,
    parameters,
    problems,
    worst: worstOf(problems) ?? 'none',
    showBubble: problems.length > 0 && ((selected && alone) || few),
  };
}

function usePorts(id: NodeId): readonly string[] {
  const names = useProjectHere(({ graph }) => {
    const node = nodesById(graph).get(id);
    return (node && portsOf(graph, node))?.map(({ name }) => name).join(' ') ?? '';
  });
  return names === '' ? [] : names.split(' ');
}

/** A node: what it is, what leaves it, what it costs, and what is wrong with it. */
export const LayerCard = memo(function LayerCard({ id, data, selected, dragging }: NodeProps<LayerNode>) {
  const muted = useProjectHere(({ graph }) => nodesById(graph).get(id)?.muted === true);
  const type = useProjectHere(({ graph }) => nodesById(graph).get(id)?.type) ?? '';
  const title = useProjectHere(({ graph }) => {
    const node = nodesById(graph).get(id);
    return node ? titleOf(graph, node) : '';
  });
  const ports = usePorts(id);
  const { shape, parameters, problems, worst, showBubble } = useSummary(id, selected);
  const frozen = useFrozen(id);
  const lit = useLit(id);
  const category = categoryOf(type);
  const color = useProjectHere(({ layout }) => layout[id]?.color);
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
      data-kind={type === BLOCK ? 'block' : isBlockEnd({ type }) ? 'end' : undefined}
    >
      {ports.map((name, index, { length: count }) => (
        <Port key={name} id={id} side="input" port={name} place={count > 1 ? { index, count } : undefined} />
      ))}
      <span id={spokenId(id)} hidden>
        {`${data.spoken.what}${shape !== null && !muted ? `, output ${shape}` : ''}${data.spoken.state}`}
      </span>
      <div className={classes.body}>
        <div className={classes.head}>
          <LayerIcon type={type} category={category} size={22} />
          <div className={classes.names}>
            <span className={classes.title}>{title}</span>
            <NodeName id={id} className={classes.id} />
          </div>
          <Repeats id={id} />
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
          {worst !== 'none' && <ProblemBadge worst={worst} title="This layer has a problem" />}
        </div>
        <div className={classes.facts}>
          <span
            className={classes.shape}
            data-unknown={shape === null || muted || undefined}
            title="Output shape of one sample"
          >
            {muted ? 'passes its input on' : (shape ?? 'no shape yet')}
          </span>
          <SharedMark id={id} />
          <ShownParams id={id} />
          {parameters > 0 && (
            <span className={classes.count} title={`${parameters.toLocaleString('en')} parameters`}>
              {formatShort(parameters)} <span className={classes.unit}>params</span>
            </span>
          )}
        </div>
      </div>
      <div className={classes.thumbnail}>{!muted && <NodeThumbnail nodeId={id} />}</div>
      {type !== BLOCK_OUTPUT && <Port id={id} side="output" port={OUTPUT_HANDLE} />}
      {showBubble && !dragging && <ProblemBubble node={id} problems={problems} asked={selected} />}
    </div>
  );
});
