import { useEffect, useState } from 'react';
import type { StoreApi } from 'zustand';

/**
 * A store's value, looked at no more often than every `ms` milliseconds; the last value always arrives. For what changes
 * faster than eyes and charts can follow.
 */
export function useSampled<State, Value>(store: StoreApi<State>, select: (state: State) => Value, ms: number): Value {
  const [value, setValue] = useState(() => select(store.getState()));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lookedAt = Number.NEGATIVE_INFINITY;
    const look = () => {
      timer = undefined;
      lookedAt = performance.now();
      setValue(() => select(store.getState()));
    };
    look();
    const unsubscribe = store.subscribe(() => {
      timer ??= setTimeout(look, Math.max(0, lookedAt + ms - performance.now()));
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [store, select, ms]);
  return value;
}
