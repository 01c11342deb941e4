import { useInspect } from './inspect';
import styles from './inspect.module.css';

/** Why there is nothing to show of a node, and what to do about it. */
export function NotSeen() {
  const run = useInspect(state => state.run);
  return (
    <p className={styles.hint}>
      {run === null
        ? 'Train the network, or open a run, and this shows what the node makes of the sample above.'
        : 'This node is not part of the network that was trained. Train again to see it.'}
    </p>
  );
}
