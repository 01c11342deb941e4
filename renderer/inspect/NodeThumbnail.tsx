import { memo, useMemo } from 'react';
import type { NodeId } from '#shared/graph/graph';
import { BarCanvas } from './BarCanvas';
import { useInspect } from './inspect';
import styles from './inspect.module.css';
import { PixelCanvas } from './PixelCanvas';
import { channelOf, colorize, rangeOf } from './pixels';
import type { Seen } from './snapshots';

/** As many maps as fit into a node's card in one row. */
const MOST_MAPS = 4;

/** Small and live, on the node's card: what the node puts out for the probe. Nothing while there is no network. */
export const NodeThumbnail = memo(function NodeThumbnail({ nodeId }: { nodeId: NodeId }) {
  const seen = useInspect(state => state.outputs.get(nodeId));
  if (!seen) return null;
  return (
    <div className={styles.thumbnail} aria-hidden>
      {seen.shape.length >= 2 ? <Maps seen={seen} /> : <BarCanvas values={seen.values} height={28} />}
    </div>
  );
});

function Maps({ seen: { shape, values } }: { seen: Seen }) {
  const channels = shape.length > 2 ? (shape[2] ?? 1) : 1;
  const maps = useMemo(
    () =>
      Array.from({ length: Math.min(channels, MOST_MAPS) }, (_, channel) => {
        const plane = channelOf(values, shape, channel);
        return { ...plane, pixels: colorize(plane, rangeOf(plane)) };
      }),
    [values, shape, channels],
  );
  return maps.map(({ offset, width, height, pixels }) => (
    <PixelCanvas key={offset} width={width} height={height} pixels={pixels} className={styles.thumbnailMap} />
  ));
}
