import { Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { NodeId } from '#shared/graph/graph';
import { diverging } from './colors';
import { filterPlanes } from './filter-planes';
import { useInspect } from './inspect';
import styles from './inspect.module.css';
import { MapGrid } from './MapGrid';
import { NotSeen } from './NotSeen';

const MEAN = 'mean';

/** A convolution's filters, drawn anew as they change: blue weighs against, red for, white not at all. */
export function Filters({ node }: { node: NodeId }) {
  const seen = useInspect(state => (state.filters?.node === node ? state.filters : null));
  const [choice, setChoice] = useState(MEAN);
  const inputs = seen?.shape[2] ?? 1;
  const channel = choice === MEAN || Number(choice) >= inputs ? null : Number(choice);
  const planes = useMemo(() => (seen ? filterPlanes(seen.values, seen.shape, channel) : []), [seen, channel]);
  if (!seen) return <NotSeen />;
  const [height, width, , filters] = seen.shape;
  return (
    <>
      <div className={styles.row}>
        <span className={styles.hint}>
          {filters} of {height} × {width} × {inputs}
        </span>
        {inputs > 1 && (
          <Select
            size="xs"
            w={150}
            ml="auto"
            aria-label="Input channel"
            data={[
              { value: MEAN, label: 'All inputs (mean)' },
              ...Array.from({ length: inputs }, (_, index) => ({ value: String(index), label: `Input ${index + 1}` })),
            ]}
            value={channel === null ? MEAN : choice}
            onChange={value => setChoice(value ?? MEAN)}
          />
        )}
      </div>
      <MapGrid noun="Filter" planes={planes} colors={diverging} signed />
      <p className={styles.hint}>Red weighs for, blue against, white not at all.</p>
    </>
  );
}
