import { create } from 'zustand';
import { fromWire } from '#shared/protocol/tensor';
import { useDatasetInfo } from '../document/check';
import { useDocument } from '../document/store';
import { engine } from '../engine/engine';
import { plotRange } from './plot-range';

interface Plane {
  /** x, y, x, y, … of the training points, `null` while there are none to show. */
  readonly samples: Float32Array | null;
  readonly labels: readonly number[];
  /** The plot reaches from -range to range on both axes. */
  readonly range: number;
}

const noPlane: Plane = { samples: null, labels: [], range: 1 };

/** The training points of a dataset in the plane. */
export const usePlane = create<Plane>(() => noPlane);

const MOST_POINTS = 1500;

async function load(): Promise<void> {
  const { info } = useDatasetInfo.getState();
  const { data } = useDocument.getState().project;
  if (info?.kind !== 'points' || info.id !== data.dataset) {
    usePlane.setState(noPlane);
    return;
  }
  const count = Math.min(MOST_POINTS, info.trainingSamples);
  const answer = await engine.request('dataset.samples', { data, split: 'training', start: 0, count });
  if (!answer.ok || useDocument.getState().project.data !== data) return;
  const samples = fromWire(answer.value.samples);
  usePlane.setState({ samples, labels: answer.value.labels, range: plotRange(samples) });
}

/** Keeps the points those of the open project's dataset. */
export function followPlane(): () => void {
  return useDatasetInfo.subscribe(() => void load());
}
