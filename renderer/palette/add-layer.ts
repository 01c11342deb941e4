import type { GraphNode, NodeId } from '#shared/graph/graph';
import { CARD } from '#shared/layout/card';
import { selectedThings } from '../actions/selection';
import { fitView, toCanvas } from '../canvas/canvas-state';
import { addAfter, addAt, type Edit, freePlace, inputPort, type Kind, newNode } from '../document/edits';
import { membersFor } from '../document/groups';
import { projectHere } from '../document/level';
import { performEdit } from '../document/perform';

/** The last node of a chain that a picked layer would follow: the selected one, or the only end that the selected group or else the network has. */
function lastNode(): NodeId | undefined {
  const { nodes, edges } = projectHere().graph;
  const [thing, second] = selectedThings();
  if (second !== undefined) return undefined;
  const among = new Set(thing === undefined ? nodes.map(({ id }) => id) : membersFor(projectHere(), [thing]));
  const ends = nodes.filter(({ id }) => among.has(id) && !edges.some(({ from, to }) => from === id && among.has(to)));
  return ends.length === 1 ? ends[0]?.id : undefined;
}

function addEdit(kind: Kind, params: GraphNode['params'], wanted: NodeId | undefined): Edit {
  const project = projectHere();
  const takesNone = inputPort(project, newNode(project, kind)) === undefined;
  const after = takesNone ? undefined : (wanted ?? lastNode());
  if (after !== undefined) return addAfter(project, kind, after, params);
  const box = document.querySelector('[data-canvas]')?.getBoundingClientRect();
  const { x, y } = box ? toCanvas({ x: box.x + box.width / 2, y: box.y + box.height / 3 }) : { x: 0, y: 0 };
  const place = freePlace(project, { x: x - CARD.width / 2, y: y - CARD.height / 2 });
  return addAt(project, kind, { x: place.x + CARD.width / 2, y: place.y + CARD.height / 2 }, params);
}

/**
 * Adds a layer or a block without pointing at a place: after the given node, or else after the selected one where that is allowed.
 * @returns whether it was added
 */
export function addLayer(kind: Kind, params: GraphNode['params'] = {}, after?: NodeId): boolean {
  const done = performEdit(addEdit(kind, params, after));
  if (done) setTimeout(() => fitView());
  return done;
}
