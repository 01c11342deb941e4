import { useSyncExternalStore } from 'react';
import { useView } from '../app/view';
import { useDocument } from '../document/store';
import { runStore } from '../run/run';
import type { Action } from './action';
import { keysOf, useBindings } from './bindings';

function subscribe(changed: () => void): () => void {
  const stops = [useDocument, useView, runStore, useBindings].map(store => store.subscribe(changed));
  return () => {
    for (const stop of stops) stop();
  };
}

interface ActionState {
  readonly enabled: boolean;
  /** Absent for what is no switch. */
  readonly checked: boolean | undefined;
  /** The key that is shown. */
  readonly key: string | undefined;
}

/** What stands now in an action's place in menus and toolbars; draws the component again only where that is another. */
export function useActionState(action: Action | undefined): ActionState {
  const enabled = useSyncExternalStore(subscribe, () => action?.enabled() ?? false);
  const checked = useSyncExternalStore(subscribe, () => action?.checked?.());
  const key = useSyncExternalStore(subscribe, () => action && keysOf(action)[0]);
  return { enabled, checked, key };
}
