import type { TextLengths } from '#shared/data/dataset';
import styles from '../text/text.module.css';
import { formatCount, plural } from '../ui/format';

/** How many texts have how many tokens; paler where they are longer than the sequence. */
export function TextLengthsChart({ lengths, sequence }: { lengths: TextLengths; sequence: number }) {
  const { bins, median, longest, cut } = lengths;
  const most = Math.max(...bins.counts);
  const last = bins.counts.length * bins.width - 1;
  const words =
    `Half of the texts have ${plural(median, 'token')} or fewer, the longest has ${formatCount(longest)}. ` +
    (cut === 0 ? 'None is cut off.' : `${formatCount(cut)} ${cut === 1 ? 'is' : 'are'} cut off at ${sequence}.`);
  return (
    <>
      <div className={styles.lengths} role="img" aria-label={words}>
        {bins.counts.map((count, bin) => {
          const from = bin * bins.width;
          const isLast = bin === bins.counts.length - 1;
          const to = isLast && longest > last ? longest : from + bins.width - 1;
          return (
            <span
              key={from}
              data-cut={from >= sequence || undefined}
              style={{ height: `${(100 * count) / most}%` }}
              title={`${formatCount(count)} with ${from === to ? from : `${from} to ${formatCount(to)}`} tokens`}
            />
          );
        })}
      </div>
      <p className={styles.axis} aria-hidden>
        <span>0</span>
        <span>{longest > last ? `${formatCount(last)} and more` : formatCount(last)}</span>
      </p>
      <p className={styles.sums}>{words}</p>
    </>
  );
}
