import { useInspect } from './inspect';
import styles from './inspect.module.css';
import { LiveMark } from './LiveMark';
import { probabilities } from './probabilities';
import { useProbe } from './probe';

/** How sure the network is of each class, for the probe. */
export function Prediction({ classes }: { classes: readonly string[] }) {
  const prediction = useInspect(state => state.prediction);
  const origin = useProbe(state => state.probe?.origin);
  if (!prediction) return null;
  const shares = probabilities(prediction.values, classes.length);
  const top = shares.indexOf(Math.max(...shares));
  const label = origin?.kind === 'sample' ? origin.label : null;
  return (
    <section className={styles.section} aria-label="Prediction">
      <h3 className={styles.heading}>
        <span aria-live="polite">Prediction: {classes[top] ?? top}</span>
        {label !== null && (
          <span className={styles.hint}>{label === top ? '(right)' : `(it is ${classes[label] ?? label})`}</span>
        )}
        <LiveMark step={prediction.step} />
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
