import { useSyncExternalStore } from 'react';
import { useView } from '../app/view';
import { useDocument } from '../document/store';
import { runStore } from '../run/run';
import { useBindings } from './bindings';

let version = 0;

function subscribe(changed: () => void): () => void {
  const bump = () => {
    version++;
    changed();
  };
  const stops = [
    useDocument.subscribe(bump),
    useView.subscribe(bump),
    runStore.subscribe(bump),
    useBindings.subscribe(bump),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Draws the component again whenever an action's `enabled` or `checked` may have changed. */
export const useActionsState = (): number => useSyncExternalStore(subscribe, () => version);
