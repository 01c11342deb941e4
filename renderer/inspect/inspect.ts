import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Snapshot } from '#shared/protocol/events';
import { engine } from '../engine/engine';
import { noSnapshots, type Snapshots, withSnapshots } from './snapshots';

interface InspectState extends Snapshots {
  /** Why the engine cannot show what the network sees, in words. */
  readonly trouble: string | null;
}

export const inspectStore = createStore<InspectState>(() => ({ ...noSnapshots, trouble: null }));
export const useInspect = <T>(select: (state: InspectState) => T): T => useStore(inspectStore, select);

export const forgetSnapshots = (): void => inspectStore.setState(noSnapshots);

/** The most that snapshots are held back for: a network's outputs come as many messages, and are drawn as one change. */
const GATHER_MS = 30;
let gathered: Snapshot[] = [];

engine.on('model.snapshot', snapshot => {
  gathered.push(snapshot);
  if (gathered.length > 1) return;
  setTimeout(() => {
    const arrived = gathered;
    gathered = [];
    inspectStore.setState(state => withSnapshots(state, arrived));
    // The probe fits the network after all: another one is at hand.
    if (arrived.some(({ kind }) => kind === 'prediction')) inspectStore.setState({ trouble: null });
  }, GATHER_MS);
});
