import { useMemo } from 'react';
import { diverging, grey } from '../inspect/colors';
import { aroundZero, colorize, rangeOf } from '../inspect/pixels';
import type { Cell, Convolved } from './convolve';
import { Frame } from './Frame';
import { formatValue } from './format';
import styles from './playground.module.css';

interface ResultProps {
  /** `null` where the kernel does not fit. */
  readonly convolved: Convolved | null;
  readonly cell: Cell;
  readonly onMove: (cell: Cell) => void;
}

/** Greys as in the picture where no sum is negative; otherwise colours that tell which sums are. */
function drawn(convolved: Convolved) {
  const plane = { ...convolved, offset: 0, stride: 1 };
  const range = rangeOf(plane);
  if (range.low >= 0) {
    const shown = { low: 0, high: Math.max(1, range.high) };
    return { pixels: colorize(plane, shown, grey), legend: `black 0 to white ${formatValue(shown.high)}` };
  }
  const shown = aroundZero(range);
  return {
    pixels: colorize(plane, shown, diverging),
    legend: `blue ${formatValue(shown.low)}, white 0, red ${formatValue(shown.high)}`,
  };
}

/** What comes out, with the cell of the present window marked. */
export function Result({ convolved, cell, onMove }: ResultProps) {
  const picture = useMemo(() => convolved && drawn(convolved), [convolved]);
  return (
    <>
      <div className={styles.bar}>
        <h3 className={styles.heading}>Result</h3>
        {convolved && (
          <span className={styles.size}>
            {convolved.width} × {convolved.height}
          </span>
        )}
      </div>
      <div className={styles.stage}>
        {convolved && picture ? (
          <Frame
            width={convolved.width}
            height={convolved.height}
            pixels={picture.pixels}
            view={{ x: 0, y: 0, width: convolved.width, height: convolved.height }}
            mark={{ ...cell, side: 1, cells: 1 }}
            onPoint={({ x, y }) =>
              onMove({
                x: Math.min(convolved.width - 1, Math.max(0, Math.floor(x))),
                y: Math.min(convolved.height - 1, Math.max(0, Math.floor(y))),
              })
            }
          />
        ) : (
          <p role="alert" className={styles.none}>
            The picture is smaller than the kernel: choose the padding “same”, or a larger picture.
          </p>
        )}
      </div>
      <p className={styles.caption}>{picture?.legend}</p>
    </>
  );
}
