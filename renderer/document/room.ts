import { aroundCards, cardFor, FRAME, frameAround, type Rectangle } from '#shared/layout/frame';
import type { NodeGroup } from '#shared/project/groups';
import type { Position } from '#shared/project/place';
import type { Project } from '#shared/project/project';
import { type Box, cardBox, noteBoxes } from './align';
import { groupBox } from './group-boxes';
import { placeOf } from './layout';

const bottomOf = ({ y, height }: Rectangle): number => y + height;
const rightOf = ({ x, width }: Rectangle): number => x + width;
const middleOf = ({ y, height }: Rectangle): number => y + height / 2;

const overlapAcross = (a: Rectangle, b: Rectangle): number => Math.min(rightOf(a), rightOf(b)) - Math.max(a.x, b.x);
const overlapDown = (a: Rectangle, b: Rectangle): number => Math.min(bottomOf(a), bottomOf(b)) - Math.max(a.y, b.y);

/** All that a group's frame must not lie on: the other groups, each as one, and the cards that are in none. */
function bodiesBeside(project: Project, group: NodeGroup): Box[] {
  const { groups = [] } = project;
  const grouped = new Set(groups.flatMap(({ nodes }) => nodes));
  return [
    ...groups.filter(other => other !== group).map(other => ({ id: other.id, ...groupBox(project, other) })),
    ...project.graph.nodes.filter(({ id }) => !grouped.has(id)).map(({ id }) => cardBox(project, id)),
  ];
}

/** Past a frame, on the side where it is nearer to, and past others that stand there. */
function asideFrom(frame: Rectangle, body: Box, others: readonly Box[]): Box {
  const toTheLeft = body.x + body.width / 2 < frame.x + frame.width / 2;
  const gap = 2 * FRAME.gap;
  const beside = (it: Rectangle) => (toTheLeft ? it.x - gap - body.width : rightOf(it) + gap);
  let place = { ...body, x: beside(frame) };
  for (;;) {
    const inTheWay = others.find(
      other => other.id !== body.id && overlapAcross(other, place) > 0 && overlapDown(other, place) > 0,
    );
    if (!inTheWay) return place;
    place = { ...place, x: beside(inTheWay) };
  }
}

/** By the ids of nodes, groups and notes, only for those that move. */
export type Moves = Readonly<Record<string, Position>>;

function movesBetween(before: readonly Box[], after: readonly Box[]): Moves {
  const places = new Map(before.map(body => [body.id, body]));
  const moved = after.filter(({ id, x, y }) => places.get(id)?.x !== x || places.get(id)?.y !== y);
  return Object.fromEntries(moved.map(({ id, x, y }) => [id, { x, y }] as const));
}

/** How much lower the last cards in a frame reach than the one card that stands for all. */
const freedBelow = (frame: Rectangle, card: Rectangle): number => bottomOf(frame) - FRAME.bottom - bottomOf(card);

/**
 * Where things go so that a group's frame has room: what stands between its cards goes to the side, and it goes down with all
 * below it as far as its title needs. Gaps only grow, so that what lay apart still does.
 * @param opened whether one card stood for the group until now: what lay below that is below the group, as far as it was below the card
 */
export function roomFor(project: Project, group: NodeGroup, opened: boolean): Moves {
  const places = group.nodes.map(id => placeOf(project, id));
  const before = bodiesBeside(project, group);
  const frame = frameAround(places);
  const core = opened ? cardFor(places) : aroundCards(places);
  // A title that reaches a little into the row belongs to what lies below it.
  const between = before.filter(body => overlapDown(body, core) > FRAME.top && overlapAcross(body, frame) > -FRAME.gap);
  const bodies = between.reduce((all, body) => {
    const aside = asideFrom(frame, body, all);
    return all.map(other => (other === body ? aside : other));
  }, before);
  const touching = bodies.filter(body => overlapAcross(body, frame) > -FRAME.gap);
  const above = touching.filter(body => middleOf(body) <= middleOf(core));
  const below = touching.filter(body => middleOf(body) > middleOf(core));
  const down = Math.max(0, ...above.map(body => bottomOf(body) + FRAME.gap - frame.y));
  const needed = Math.max(0, ...below.map(body => bottomOf(frame) + FRAME.gap - body.y));
  const further = opened && needed > 0 ? Math.max(needed, freedBelow(frame, core)) : needed;
  const lower = (body: Box): Box => {
    const by = (middleOf(body) > core.y ? down : 0) + (middleOf(body) > bottomOf(core) ? further : 0);
    return { ...body, y: body.y + by };
  };
  // They go with the rows that they stand in; nothing makes way for them.
  const notes = noteBoxes(project);
  const box = groupBox(project, group);
  return {
    ...movesBetween([...before, ...notes], [...bodies, ...notes].map(lower)),
    ...(down > 0 ? { [group.id]: { x: box.x, y: box.y + down } } : {}),
  };
}

/**
 * Where things go when one card stands for a group: what lies below comes up by the rows that the group no longer takes, unless
 * something else stands in them. Opening the group takes them back.
 */
export function closeUp(project: Project, group: NodeGroup): Moves {
  const places = group.nodes.map(id => placeOf(project, id));
  const [frame, card] = [frameAround(places), cardFor(places)];
  const all = [...bodiesBeside(project, group), ...noteBoxes(project)];
  const below = all.filter(body => body.y >= bottomOf(frame));
  if (all.some(body => !below.includes(body) && bottomOf(body) > bottomOf(card))) return {};
  const freed = freedBelow(frame, card);
  return movesBetween(
    below,
    below.map(body => ({ ...body, y: body.y - freed })),
  );
}
