import { layers } from '#shared/layers/catalogue';
import type { Project } from '#shared/project/project';

/** How far random samples reach from 0: to 1, or over all rows of an Embedding, which takes them for whole numbers. */
export function sampleRange({ graph }: Project): number {
  const rows = graph.nodes.flatMap(({ type, params }) => layers.get(type)?.indexCount(params) ?? []);
  return rows.length > 0 ? Math.min(...rows) : 1;
}
