import type { GraphNode, NodeId } from '#shared/graph/graph';
import { layers } from '#shared/layers/catalogue';
import { CARD } from '#shared/layout/card';
import { selectedNodes } from '../actions/selection';
import { fitView, toCanvas } from '../canvas/canvas-state';
import { addAfter, addAt, type Edit, freePlace } from '../document/edits';
import { performEdit } from '../document/perform';
import { useDocument } from '../document/store';

/** The last node of a chain that a picked layer would follow: the selected one, or the only end there is. */
function lastNode(): NodeId | undefined {
  const selected = selectedNodes();
  if (selected.length > 0) return selected.length === 1 ? selected[0] : undefined;
  const { nodes, edges } = useDocument.getState().project.graph;
  const ends = nodes.filter(node => !edges.some(edge => edge.from === node.id));
  return ends.length === 1 ? ends[0]?.id : undefined;
}

function addEdit(type: string, params: GraphNode['params'], wanted: NodeId | undefined): Edit {
  const { project } = useDocument.getState();
  const after = layers.get(type)?.ports.length === 0 ? undefined : (wanted ?? lastNode());
  if (after !== undefined) return addAfter(project, type, after, params);
  const box = document.querySelector('[data-canvas]')?.getBoundingClientRect();
  const { x, y } = box ? toCanvas({ x: box.x + box.width / 2, y: box.y + box.height / 3 }) : { x: 0, y: 0 };
  const place = freePlace(project, { x: x - CARD.width / 2, y: y - CARD.height / 2 });
  return addAt(project, type, { x: place.x + CARD.width / 2, y: place.y + CARD.height / 2 }, params);
}

/**
 * Adds a layer without pointing at a place: after the given node, or else after the selected one where that is allowed.
 * @returns whether it was added
 */
export function addLayer(type: string, params: GraphNode['params'] = {}, after?: NodeId): boolean {
  const done = performEdit(addEdit(type, params, after));
  if (done) setTimeout(() => fitView());
  return done;
}
