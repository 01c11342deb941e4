import type { DatasetTarget } from '#shared/data/targets';
import { useCheckFor } from '../document/check';
import { useInspect } from './inspect';
import styles from './inspect.module.css';
import { LiveMark } from './LiveMark';
import { OutputValues } from './OutputValues';
import { probabilities } from './probabilities';
import { useProbe } from './probe';
import type { Seen } from './snapshots';

/** What the network says of the probe: how sure it is of each class, or the numbers that an output gives. */
export function Prediction({ classes }: { classes: readonly string[] }) {
  const prediction = useInspect(state => state.prediction);
  const outputs = useCheckFor(check => check.outputs);
  if (!prediction) return null;
  const { ends, step } = prediction;
  const targets = new Map(outputs.map(({ node, target }) => [node, target]));
  const several = ends.length > 1;
  return ends.map(({ node, seen }) => {
    const names = classNames(targets.get(node), seen, several ? [] : classes);
    const title = several ? node : undefined;
    return names ? (
      <ClassShares key={node} title={title} classes={names} values={[...seen.values]} step={step} />
    ) : (
      <OutputValues key={node} title={title} target={targets.get(node)} seen={seen} step={step} />
    );
  });
}

/** The classes that an output tells apart; `null` where it gives numbers. @param usual where its target is not known */
function classNames(
  target: DatasetTarget | undefined,
  { shape }: Seen,
  usual: readonly string[],
): readonly string[] | null {
  if (shape.length !== 1) return null;
  if (target) return target.kind === 'class' ? target.classes : null;
  return usual.length > 0 ? usual : null;
}

interface SharesProps {
  readonly title: string | undefined;
  readonly classes: readonly string[];
  readonly values: readonly number[];
  readonly step: number;
}

function ClassShares({ title, classes, values, step }: SharesProps) {
  const origin = useProbe(state => state.probe?.origin);
  const shares = probabilities(values, classes.length);
  const top = shares.indexOf(Math.max(...shares));
  const label = origin?.kind === 'sample' ? origin.label : null;
  return (
    <section className={styles.section} aria-label={title === undefined ? 'Prediction' : `Prediction of ${title}`}>
      <h3 className={styles.heading}>
        <span aria-live="polite">
          {title ?? 'Prediction'}: {classes[top] ?? top}
        </span>
        {label !== null && (
          <span className={styles.hint}>{label === top ? '(right)' : `(it is ${classes[label] ?? label})`}</span>
        )}
        <LiveMark step={step} />
      </h3>
      <ol className={styles.prediction}>
        {shares.map((share, index) => (
          <li key={classes[index] ?? index} className={index === top ? styles.top : undefined}>
            <span className={styles.class} title={classes[index]}>
              {classes[index] ?? index}
            </span>
            <span className={styles.track}>
              <span
                className={styles.fill}
                style={{ transform: `scaleX(${Math.min(1, Math.max(0, share))})`, display: 'block' }}
              />
            </span>
            <span className={styles.share}>{(share * 100).toFixed(1)} %</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
