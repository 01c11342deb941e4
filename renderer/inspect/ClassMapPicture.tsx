import { useMemo } from 'react';
import { classColor, classMap } from './class-map';
import styles from './inspect.module.css';
import { PixelCanvas } from './PixelCanvas';
import type { Seen } from './snapshots';

/** Which class each pixel most likely has, as a picture with its legend. */
export function ClassMapPicture({ seen: { shape, values }, classes }: { seen: Seen; classes: readonly string[] }) {
  const { pixels, shares } = useMemo(() => classMap(values, shape), [values, shape]);
  return (
    <>
      <PixelCanvas width={shape[1] ?? 0} height={shape[0] ?? 0} pixels={pixels} />
      <ul className={styles.legend} aria-label="Classes of the pixels">
        {shares.map(({ index, share }) => (
          <li key={index}>
            <span className={styles.swatch} style={{ background: `rgb(${classColor(index).join(' ')})` }} aria-hidden />
            {classes[index] ?? index} {(share * 100).toFixed(1)} %
          </li>
        ))}
      </ul>
    </>
  );
}
