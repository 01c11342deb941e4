import { followDataset } from '../data/follow-dataset';
import { followWatch } from '../inspect/watch';
import { followRuns } from '../runs/runs';
import { announceRuns } from './announce';

/** Ties the studio to its engine: call once, when the page starts. @returns how to end it. */
export function startLive(): () => void {
  const stops = [followDataset(), followRuns(), followWatch(), announceRuns()];
  return () => {
    for (const stop of stops) stop();
  };
}
