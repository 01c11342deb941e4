import { create } from 'zustand';
import type { NodeId } from '#shared/graph/graph';
import { describeEngineError, type EngineError } from '#shared/protocol/errors';
import type { RequestInput } from '#shared/protocol/requests';
import { useView } from '../app/view';
import { useDatasetInfo } from '../document/check';
import { currentFacts } from '../document/facts';
import { nodesById, projectHere } from '../document/level';
import { useDocument } from '../document/store';
import { engine } from '../engine/engine';
import { forgetSnapshots, inspectStore } from './inspect';
import { newestWins } from './newest-wins';
import { followPlane, usePlane } from './plane';
import { useProbe } from './probe';
import { followProbe } from './samples';

type Watch = RequestInput<'watch.set'>;

/** Whether the panel is on screen: filters and the boundary are sent only then. */
export const useInspectVisible = create<{ readonly visible: boolean }>(() => ({ visible: false }));

/** Twenty times a second is as fast as anything watched is asked for, also while drawing. */
const ASK_MS = 50;
/** Pixels along one side of the decision boundary's picture; it is drawn smoothly. */
const BOUNDARY_SIZE = 80;

const QUIET: ReadonlySet<EngineError['code']> = new Set([
  'engine/gone',
  'model/none',
  'model/no-node',
  'model/no-filters',
]);

/** The selected node where it is the only one, and a convolution. */
function selectedConvolution(): NodeId | null {
  const [id, ...others] = useView.getState().selectedNodes;
  if (id === undefined || others.length > 0) return null;
  const node = nodesById(projectHere().graph).get(id);
  return node?.type === 'conv2d' ? (currentFacts().get(id)?.source ?? id) : null;
}

function wish(): Watch {
  const { visible } = useInspectVisible.getState();
  const plane = usePlane.getState();
  const isPlane = useDatasetInfo.getState().info?.kind === 'points';
  const probe = useProbe.getState().probe?.tensor ?? null;
  return {
    probe,
    // Every node on the canvas shows a small picture of what it puts out.
    outputs: probe ? 'all' : [],
    filters: visible ? selectedConvolution() : null,
    boundary: visible && isPlane && plane.samples ? { range: plane.range, size: BOUNDARY_SIZE } : null,
  };
}

const sameWish = (a: Watch, b: Watch): boolean =>
  a.probe === b.probe &&
  a.outputs === b.outputs &&
  a.filters === b.filters &&
  a.boundary?.range === b.boundary?.range &&
  a.boundary?.size === b.boundary?.size;

/** Tells the engine what is on screen, whenever that changes and whenever an engine begins. */
export function followWatch(): () => void {
  let told: Watch | null = null;

  const tell = newestWins<Watch>(async watch => {
    const answer = await engine.request('watch.set', watch);
    // What cannot be shown of a node is said where the node's view would be; everything else that can, is shown.
    const trouble = !answer.ok && !QUIET.has(answer.error.code) ? describeEngineError(answer.error) : null;
    inspectStore.setState({ trouble });
  }, ASK_MS);

  const look = () => {
    if (engine.store.getState().connection.state !== 'ready') return;
    const now = wish();
    if (told && sameWish(told, now)) return;
    if (told?.probe && !now.probe) forgetSnapshots();
    told = now;
    tell(now);
  };

  const stops = [
    followProbe(),
    followPlane(),
    engine.onReady(() => {
      // It may be a new engine, without a network: what the last one showed would no longer answer to the probe.
      forgetSnapshots();
      told = null;
      look();
    }),
    useInspectVisible.subscribe(look),
    usePlane.subscribe(look),
    useDatasetInfo.subscribe(look),
    useProbe.subscribe(look),
    useView.subscribe(look),
    useDocument.subscribe(look),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
