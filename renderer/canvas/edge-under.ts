import { edgeId, type GraphEdge } from '#shared/graph/graph';
import type { Position } from '#shared/project/project';
import { projectHere } from '../document/level';

/** The edge whose wire passes under a point of the window, also where something lies on top of it. */
export function edgeUnder({ x, y }: Position): GraphEdge | undefined {
  for (const element of document.elementsFromPoint(x, y)) {
    const id = element.closest('.react-flow__edge')?.getAttribute('data-id');
    if (!id) continue;
    return projectHere().graph.edges.find(edge => edgeId(edge) === id);
  }
  return undefined;
}
