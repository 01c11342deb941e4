import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Action } from './action';
import { sameKeys } from './keys';

type Bindings = Readonly<Record<string, readonly string[]>>;

const Stored = z.object({ keys: z.record(z.string(), z.array(z.string().min(1).max(40)).max(8)) });

/** The keys that the user has given to actions, by the action's id, in place of those that it comes with. Remembered by the browser. */
export const useBindings = create<{ readonly keys: Bindings }>()(
  persist((): { readonly keys: Bindings } => ({ keys: {} }), {
    name: 'receptive:keys',
    merge: (stored, current) => {
      const parsed = Stored.safeParse(stored);
      return parsed.success ? parsed.data : current;
    },
  }),
);

/** The keys of an action, the first being the one that is shown. */
export const keysOf = (action: Action, { keys } = useBindings.getState()): readonly string[] =>
  keys[action.id] ?? action.keys;

export const isRebound = (action: Action, { keys } = useBindings.getState()): boolean => keys[action.id] !== undefined;

/** The other actions that have a key. */
export const othersWith = (actions: readonly Action[], key: string, except: Action): readonly Action[] =>
  actions.filter(action => action.id !== except.id && keysOf(action).some(own => sameKeys(own, key)));

const set = (action: Action, keys: readonly string[]): void => {
  const isDefault = keys.join(' ') === action.keys.join(' ');
  const { [action.id]: _, ...others } = useBindings.getState().keys;
  useBindings.setState({ keys: isDefault ? others : { ...others, [action.id]: keys } });
};

/** Gives an action a key in place of its own, and takes it from all others. */
export function bind(actions: readonly Action[], action: Action, key: string): void {
  for (const other of othersWith(actions, key, action)) {
    set(
      other,
      keysOf(other).filter(own => !sameKeys(own, key)),
    );
  }
  set(action, [key]);
}

export const unbind = (action: Action): void => set(action, []);

/** Gives an action back the keys that it comes with; others that have one of them meanwhile lose it. */
export function resetBinding(actions: readonly Action[], action: Action): void {
  for (const key of action.keys) {
    for (const other of othersWith(actions, key, action)) {
      set(
        other,
        keysOf(other).filter(own => !sameKeys(own, key)),
      );
    }
  }
  set(action, action.keys);
}

export function resetAllBindings(): void {
  useBindings.setState({ keys: {} });
}
