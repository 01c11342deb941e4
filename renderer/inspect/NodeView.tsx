import { SegmentedControl } from '@mantine/core';
import { create } from 'zustand';
import type { NodeId } from '#shared/graph/graph';
import { Filters } from './Filters';
import { useInspect } from './inspect';
import styles from './inspect.module.css';
import { LiveMark } from './LiveMark';
import { NodeOutput } from './NodeOutput';

type Side = 'output' | 'filters';

/** Which side of convolutions is on screen; the same for all, so that going from one to the next compares like with like. */
const useSide = create<{ readonly side: Side }>(() => ({ side: 'output' }));

interface NodeViewProps {
  readonly node: NodeId;
  /** The layer of the network whose output and filters are the node's. */
  readonly source: NodeId;
  readonly type: string;
}

/** What the selected node makes of the probe and, for a convolution, what it looks for. A block shows what comes out of it. */
export function NodeView({ node, source, type }: NodeViewProps) {
  const chosen = useSide(state => state.side);
  const hasFilters = type === 'conv2d';
  const side = hasFilters ? chosen : 'output';
  const step = useInspect(state => (side === 'filters' ? state.filters : state.outputs.get(source))?.step);
  return (
    <section className={styles.section} aria-label={`Inside ${node}`}>
      <h3 className={styles.heading}>
        {node}
        {step !== undefined && <LiveMark step={step} />}
      </h3>
      {hasFilters && (
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={`Side of ${node}`}
          data={[
            { value: 'output', label: 'Output' },
            { value: 'filters', label: 'Filters' },
          ]}
          value={side}
          onChange={value => useSide.setState({ side: value === 'filters' ? 'filters' : 'output' })}
        />
      )}
      {side === 'filters' ? <Filters node={source} /> : <NodeOutput node={source} />}
    </section>
  );
}
