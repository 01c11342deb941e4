import { CARD } from '#shared/layout/card';
import { around, type Rectangle } from '#shared/layout/frame';
import type { Position } from '#shared/project/place';
import type { Project } from '#shared/project/project';
import { groupBox, hiddenIn } from './group-boxes';
import { placeOf } from './layout';

/** Something on the canvas: a node's card, a note, or a group. Pixels at zoom 1. */
export interface Box extends Rectangle {
  readonly id: string;
}

export type Side = 'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom';
export type Direction = 'horizontally' | 'vertically';

/** A node's card. */
export function cardBox(project: Project, id: string): Box {
  const { x, y } = placeOf(project, id);
  return { id, x, y, ...CARD };
}

export const noteBoxes = ({ notes = [] }: Project): readonly Box[] =>
  notes.map(({ id, x, y, width, height }) => ({ id, x, y, width, height }));

/** All that is seen on the canvas, or what of it is chosen: there a group stands for its nodes. */
export function boxesOf(project: Project, chosen?: ReadonlySet<string>): readonly Box[] {
  const { groups = [] } = project;
  const isChosen = ({ id }: { readonly id: string }) => !chosen || chosen.has(id);
  const apart = chosen
    ? new Set(groups.filter(isChosen).flatMap(({ nodes }) => nodes))
    : new Set(hiddenIn(project).keys());
  const nodes = project.graph.nodes.flatMap(({ id }) => (apart.has(id) ? [] : [cardBox(project, id)]));
  const frames = groups.map((group): Box => ({ id: group.id, ...groupBox(project, group) }));
  return [...nodes, ...noteBoxes(project), ...frames].filter(isChosen);
}

/** Where the boxes lie with that side of each on the same side of them all together. */
export function align(boxes: readonly Box[], side: Side): Record<string, Position> {
  const all = around(boxes);
  const place = (box: Box): Position => {
    switch (side) {
      case 'left':
        return { x: all.x, y: box.y };
      case 'center':
        return { x: Math.round(all.x + (all.width - box.width) / 2), y: box.y };
      case 'right':
        return { x: all.x + all.width - box.width, y: box.y };
      case 'top':
        return { x: box.x, y: all.y };
      case 'middle':
        return { x: box.x, y: Math.round(all.y + (all.height - box.height) / 2) };
      case 'bottom':
        return { x: box.x, y: all.y + all.height - box.height };
    }
  };
  return Object.fromEntries(boxes.map(box => [box.id, place(box)]));
}

/** Where the boxes lie with equal gaps between neighbours; the first and the last stay. Gaps are negative where they overlap. */
export function distribute(boxes: readonly Box[], direction: Direction): Record<string, Position> {
  const [start, size] = direction === 'horizontally' ? (['x', 'width'] as const) : (['y', 'height'] as const);
  const ordered = [...boxes].sort((a, b) => a[start] - b[start]);
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (!first || !last || ordered.length < 3) return {};
  const free = last[start] + last[size] - first[start] - ordered.reduce((sum, box) => sum + box[size], 0);
  const gap = free / (ordered.length - 1);
  let at = first[start];
  const places = ordered.map(box => {
    const place = { x: box.x, y: box.y, [start]: Math.round(at) };
    at += box[size] + gap;
    return [box.id, place] as const;
  });
  // Rounding must not move the last.
  return { ...Object.fromEntries(places), [last.id]: { x: last.x, y: last.y } };
}
