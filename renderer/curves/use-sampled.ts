import { useEffect, useRef, useState } from 'react';
import type { StoreApi } from 'zustand';

/** Drawing takes at most one of so many parts of the time: the run may be computed on the same cores… */
const ONE_PART_OF = 5;
/** …but nobody waits longer for it, in milliseconds. */
const LONGEST = 1000;

/**
 * A store's value, looked at no more often than every `ms` milliseconds, and more seldom where it takes long to draw; the last
 * value always arrives. For what changes faster than eyes and charts can follow.
 * @param isCalm whether changes are few now, and each is drawn at once
 */
export function useSampled<State, Value>(
  store: StoreApi<State>,
  select: (state: State) => Value,
  isCalm: (state: State) => boolean,
  ms: number,
): Value {
  const [value, setValue] = useState(() => select(store.getState()));
  const times = useRef({ lookedAt: performance.now(), pause: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another value has been drawn when this is called
  useEffect(() => {
    const drawing = performance.now() - times.current.lookedAt;
    times.current.pause = Math.min(LONGEST, ONE_PART_OF * drawing);
  }, [value]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      times.current.lookedAt = performance.now();
      setValue(() => select(store.getState()));
    };
    look();
    const unsubscribe = store.subscribe(state => {
      if (isCalm(state)) {
        clearTimeout(timer);
        look();
        return;
      }
      const { lookedAt, pause } = times.current;
      timer ??= setTimeout(look, Math.max(0, lookedAt + Math.max(ms, pause) - performance.now()));
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [store, select, isCalm, ms]);
  return value;
}
