import type { Graph } from '#shared/graph/graph';
import { layeredLayout } from '#shared/layout/layered-layout';

// Graphs come in, places go out, in the same order.
addEventListener('message', ({ data }: MessageEvent<Graph>) => postMessage(layeredLayout(data)));
