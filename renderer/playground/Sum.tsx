import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerSkipBack, IconPlayerSkipForward } from '@tabler/icons-react';
import { type Cell, sumOf, type Term } from './convolve';
import { formatValue } from './format';
import styles from './playground.module.css';
import { tint } from './tint';

interface SumProps {
  readonly terms: readonly Term[];
  readonly cell: Cell;
  readonly playing: boolean;
  readonly onPlay: () => void;
  readonly onStep: (by: 1 | -1) => void;
}

/** The sum of the present window, product by product, and the buttons that move the window. */
export function Sum({ terms, cell, playing, onPlay, onStep }: SumProps) {
  const side = Math.round(Math.sqrt(terms.length));
  const largest = Math.max(...terms.map(({ product }) => Math.abs(product)));
  const icon = { size: 15, 'aria-hidden': true } as const;
  const button = (label: string, glyph: React.ReactNode, run: () => void) => (
    <Tooltip label={label}>
      <ActionIcon variant="default" aria-label={label} onClick={run}>
        {glyph}
      </ActionIcon>
    </Tooltip>
  );
  return (
    <section className={styles.sum} aria-label="The sum worked out">
      <div className={styles.moves}>
        <h3 className={styles.heading}>The sum worked out</h3>
        <div className={styles.buttons}>
          {button('Step back', <IconPlayerSkipBack {...icon} />, () => onStep(-1))}
          {button(
            playing ? 'Pause the window' : 'Move the window',
            playing ? <IconPlayerPause {...icon} /> : <IconPlayerPlay {...icon} />,
            onPlay,
          )}
          {button('Step', <IconPlayerSkipForward {...icon} />, () => onStep(1))}
        </div>
        <p className={styles.hint}>Point at a picture, or use the arrow keys.</p>
      </div>
      <ol className={styles.terms} style={{ gridTemplateColumns: `repeat(${side}, 1fr)` }} data-side={side}>
        {terms.map(({ value, weight, product, isPadding }, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a product is known by its place in the window
            key={index}
            className={isPadding ? styles.padded : undefined}
            style={isPadding ? undefined : { background: tint(largest > 0 ? product / largest : 0) }}
          >
            <span>
              {formatValue(value)} × {formatValue(weight)}
            </span>
            <b>{formatValue(product)}</b>
          </li>
        ))}
      </ol>
      <div className={styles.total}>
        <output className={styles.figure} aria-live="off" data-testid="playground-sum">
          {formatValue(sumOf(terms))}
        </output>
        <span>
          lands in row {cell.y + 1}, column {cell.x + 1}
        </span>
      </div>
    </section>
  );
}
