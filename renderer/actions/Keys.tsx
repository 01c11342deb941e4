import classes from './actions.module.css';
import { keyCaps } from './keys';

/** A shortcut as key caps. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className={classes.keys}>
      {keyCaps(keys).map(cap => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}
