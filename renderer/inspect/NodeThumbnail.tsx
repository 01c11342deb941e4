import { memo, useMemo } from 'react';
import type { NodeId } from '#shared/graph/graph';
import { useCheckFor } from '../document/check';
import { useFacts } from '../document/facts';
import { BarCanvas } from './BarCanvas';
import { useInspect } from './inspect';
import styles from './inspect.module.css';
import { PixelCanvas } from './PixelCanvas';
import { channelOf, colorize, rangeOf } from './pixels';
import { isPicture, SamplePicture } from './SamplePicture';
import type { Seen } from './snapshots';

/** As many maps as can be told apart in the corner of a node's card. */
const MOST_MAPS = 4;

/** Small and live, on the node's card: what the node puts out for the probe. Nothing while there is no network. */
export const NodeThumbnail = memo(function NodeThumbnail({ nodeId }: { nodeId: NodeId }) {
  const source = useFacts(facts => facts.get(nodeId)?.source) ?? nodeId;
  const seen = useInspect(state => state.outputs.get(source));
  const isInput = useCheckFor(({ nodes }) => nodes.get(source)?.node.type === 'input');
  if (!seen) return null;
  const { shape, values } = seen;
  if (shape.length < 2) {
    return (
      <div className={styles.thumbnail} aria-hidden>
        <BarCanvas values={values} height={40} />
      </div>
    );
  }
  const picture = isInput && isPicture(shape);
  return (
    <div className={styles.thumbnail} data-maps={picture ? undefined : true} aria-hidden>
      {picture ? <SamplePicture shape={shape} values={values} /> : <Maps seen={seen} />}
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
    <PixelCanvas key={offset} width={width} height={height} pixels={pixels} />
  ));
}
