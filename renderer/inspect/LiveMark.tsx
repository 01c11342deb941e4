import { useRun } from '../run/run';
import { useInspect } from './inspect';
import styles from './inspect.module.css';

/** At which step something was seen, and whether it still changes. */
export function LiveMark({ step }: { step: number }) {
  const run = useInspect(state => state.run);
  const live = useRun(({ status }) => status.state === 'running' && status.run === run);
  return (
    <span className={styles.step}>
      {live && <span className={styles.live}>live</span>}step {step.toLocaleString('en')}
    </span>
  );
}
