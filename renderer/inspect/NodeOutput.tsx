import { useMemo } from 'react';
import type { NodeId } from '#shared/graph/graph';
import { formatTick } from '../curves/format';
import { useCheckFor } from '../document/check';
import { BarCanvas } from './BarCanvas';
import { barScale } from './bars';
import { viridis } from './colors';
import { useInspect } from './inspect';
import styles from './inspect.module.css';
import { MapGrid } from './MapGrid';
import { NotSeen } from './NotSeen';
import { channelOf, type Plane } from './pixels';
import { useProbe } from './probe';
import { isPicture, SamplePicture } from './SamplePicture';
import { isSequence, SequenceOutput, TokenNumbers } from './SequenceOutput';
import type { Seen } from './snapshots';
import { useTextForm } from './text-form';

/** What a layer of the network puts out for the probe: a map for each channel of a picture, bars for a vector, a row for each token of a text. */
export function NodeOutput({ node }: { node: NodeId }) {
  const isInput = useCheckFor(({ nodes }) => nodes.get(node)?.node.type === 'input');
  const seen = useInspect(state => state.outputs.get(node));
  const text = useProbe(state => state.probe?.text);
  const form = useTextForm();
  if (!seen) return <NotSeen />;
  if (isInput && isPicture(seen.shape)) return <SamplePicture shape={seen.shape} values={seen.values} />;
  if (text !== undefined && form && isInput && seen.shape.length === 1) return <TokenNumbers text={text} form={form} />;
  if (text !== undefined && form && isSequence(seen, form))
    return <SequenceOutput seen={seen} text={text} form={form} />;
  return <SeenOutput seen={seen} />;
}

/** A tensor as maps, or as bars where it is a vector. */
export const SeenOutput = ({ seen }: { seen: Seen }) =>
  seen.shape.length < 2 ? <Vector values={seen.values} /> : <Maps seen={seen} />;

function Maps({ seen: { shape, values } }: { seen: Seen }) {
  const planes = useMemo((): readonly Plane[] => {
    const channels = shape.length > 2 ? (shape[2] ?? 1) : 1;
    return Array.from({ length: channels }, (_, channel) => channelOf(values, shape, channel));
  }, [values, shape]);
  return (
    <>
      <p
        className={styles.hint}
      >{`${planes.length} of ${shape.slice(0, 2).join(' × ')}, dark is low, yellow is high`}</p>
      <MapGrid noun="Map" planes={planes} colors={viridis} />
    </>
  );
}

/** So many bars side by side are still told apart. */
const BARS_A_ROW = 128;

function Vector({ values }: { values: Float32Array }) {
  const scale = useMemo(() => {
    const own = barScale(values);
    return values.length > BARS_A_ROW ? { ...own, slots: BARS_A_ROW } : own;
  }, [values]);
  const rows = useMemo(() => {
    const count = Math.ceil(values.length / BARS_A_ROW);
    return Array.from({ length: count }, (_, row) => values.slice(row * BARS_A_ROW, (row + 1) * BARS_A_ROW));
  }, [values]);
  const active = useMemo(() => values.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0), [values]);
  return (
    <>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place in the vector
        <BarCanvas key={index} values={row} scale={scale} height={rows.length > 4 ? 26 : 64} />
      ))}
      <p className={styles.hint}>
        {active} of {values.length} are not 0; they lie between {formatTick(scale.low)} and {formatTick(scale.high)}.
      </p>
    </>
  );
}
