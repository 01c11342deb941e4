import { layeredLayout } from '#shared/layout/layered-layout';
import type { Network } from './lay-out';

// Networks come in, places go out, in the same order.
addEventListener('message', ({ data: { graph, groups } }: MessageEvent<Network>) =>
  postMessage(layeredLayout(graph, groups)),
);
