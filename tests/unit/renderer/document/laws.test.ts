import fc from 'fast-check';
import { expect, test } from 'vitest';
import { align, boxesOf, distribute } from '#renderer/document/align';
import { insideView } from '#renderer/document/blocks';
import { copyNodes, pasteNodes } from '#renderer/document/clipboard';
import type { Command } from '#renderer/document/command';
import { addAfter, addUse, insertOnEdge, newNode } from '#renderer/document/edits';
import { canGroup, collapseAll, groupTogether, leaveGroup, ungroup } from '#renderer/document/group-edits';
import { type History, perform, redo, startHistory, undo } from '#renderer/document/history';
import { setOnAll } from '#renderer/properties/common-fields';
import { expandGraph } from '#shared/graph/expand';
import { whyNotShare } from '#shared/graph/sharing';
import { layers } from '#shared/layers/catalogue';
import { layeredLayout } from '#shared/layout/layered-layout';
import { formatProject, parseProject } from '#shared/project/file';
import { type GroupId, soundGroups } from '#shared/project/groups';
import { freshNoteId, isNoteId, NodeColor } from '#shared/project/place';
import { emptyProject, Project } from '#shared/project/project';

/** A gesture, with numbers that pick what it is about from whatever is there. */
const gesture = fc.record({
  kind: fc.constantFrom(
    'add',
    'after',
    'insert',
    'connect',
    'reconnect',
    'cut',
    'remove',
    'move',
    'rename',
    'set',
    'paste',
    'arrange',
    'freeze',
    'mute',
    'share',
    'use',
    'unshare',
    'make',
    'inside',
    'unpack',
    'settings',
    'color',
    'annotate',
    'note',
    'write',
    'erase',
    'align',
    'distribute',
    'together',
    'group',
    'ungroup',
    'join',
    'collapse',
    'title',
  ),
  a: fc.nat(20),
  b: fc.nat(100),
  number: fc.integer({ min: -3, max: 300 }),
});
type Gesture = typeof gesture extends fc.Arbitrary<infer T> ? T : never;

const types = [...layers.keys()];
const pick = <T>(items: readonly T[], index: number): T | undefined => items[index % Math.max(1, items.length)];

/** What changes nothing that matters to training, and what is done to several at once. */
function markingFor(project: Project, { kind, a, b, number }: Gesture): Command | undefined {
  const { nodes } = project.graph;
  const notes = project.notes ?? [];
  const node = pick(nodes, a);
  const note = pick(notes, a);
  const chosen = boxesOf(project).slice(0, a);
  switch (kind) {
    case 'color':
      return {
        do: 'nodes.color',
        ids: chosen.map(({ id }) => id),
        color: pick([...NodeColor.options, null], b) ?? null,
      };
    case 'annotate':
      return node && { do: 'node.annotate', id: node.id, text: number > 100 ? 'said of it' : '' };
    case 'note':
      return {
        do: 'note.add',
        note: { id: freshNoteId(new Set(notes.map(({ id }) => id))), text: 'why', x: a, y: b, width: 100, height: 60 },
      };
    case 'write':
      return note && { do: 'note.set', id: note.id, changes: number > 100 ? { text: 'so' } : { width: number } };
    case 'erase':
      return note && { do: 'notes.remove', ids: [note.id] };
    case 'align':
      return { do: 'nodes.move', to: align(chosen, pick(['left', 'center', 'bottom'] as const, b) ?? 'left') };
    case 'distribute':
      return { do: 'nodes.move', to: distribute(chosen, 'vertically') };
    case 'together':
      return node && setOnAll([node, ...nodes.slice(0, 1)], 'filters', number);
    default:
      return groupingFor(project, { kind, a, b, number });
  }
}

/** What is done to the frames around nodes. */
function groupingFor(project: Project, { kind, a, b, number }: Gesture): Command | undefined {
  const chosen = boxesOf(project)
    .slice(b % 8, (b % 8) + 1 + (a % 5))
    .flatMap(({ id }) => (isNoteId(id) ? [] : [id]));
  const group = pick(project.groups ?? [], a);
  switch (kind) {
    case 'group': {
      const made = canGroup(project, chosen) ? groupTogether(project, chosen) : undefined;
      return made?.ok ? made.value.command : undefined;
    }
    case 'ungroup': {
      const done = group && ungroup(project, [group.id]);
      return done?.ok ? done.value.command : undefined;
    }
    case 'join':
      return number > 100 ? leaveGroup(project, chosen) : group && joining(group.id, project, b);
    case 'collapse': {
      const done = group && collapseAll(project, [group.id], !group.collapsed);
      return done?.ok ? done.value.command : undefined;
    }
    case 'title':
      return group && { do: 'group.set', id: group.id, changes: { title: number > 100 ? 'Stem' : ' ' } };
    default:
      return undefined;
  }
}

const joining = (id: GroupId, { graph }: Project, b: number): Command => ({
  do: 'group.set',
  id,
  changes: { nodes: graph.nodes.filter((_, index) => index % 3 === b % 3).map(node => node.id) },
});

const insideKinds = [
  'set',
  'remove',
  'rename',
  'after',
  'connect',
  'make',
  'unpack',
  'move',
  'paste',
  'mute',
  'share',
  'use',
  'group',
  'join',
  'collapse',
] as const;

const makeCommand = (nodes: readonly { id: string }[], name: number): Command => ({
  do: 'block.make',
  ids: nodes.map(({ id }) => id),
  block: `made_${name}`,
  title: 'Made',
  node: `placed_${name}`,
});

function insideCommand(project: Project, { a, b, number }: Gesture): Command | undefined {
  const [id, block] = pick(Object.entries(project.graph.blocks ?? {}), a) ?? [];
  if (id === undefined || !block) return undefined;
  const command = commandFor(insideView(project, block), { kind: pick(insideKinds, b) ?? 'set', a: b, b: a, number });
  return command && { do: 'inside', block: id, command };
}

function commandFor(project: Project, { kind, a, b, number }: Gesture): Command | undefined {
  const { nodes, edges } = project.graph;
  const type = pick(types, b) ?? 'dense';
  const node = pick(nodes, a);
  const other = pick(nodes, b);
  const edge = pick(edges, a);
  switch (kind) {
    case 'add':
      return { do: 'node.add', node: newNode(project, type), at: { x: number, y: a } };
    case 'after':
      return node && addAfter(project, type, node.id).command;
    case 'insert':
      return edge && insertOnEdge(project, edge, newNode(project, type)).command;
    case 'connect':
      return node && other && { do: 'edge.add', edge: { from: node.id, to: other.id, port: 'input' } };
    case 'reconnect':
      return edge && other && { do: 'edge.replace', edge, by: { ...edge, to: other.id } };
    case 'cut':
      return edge && { do: 'edge.remove', edge };
    case 'remove':
      return node && other && { do: 'nodes.remove', ids: [node.id, other.id] };
    case 'move':
      return node && { do: 'nodes.move', to: { [node.id]: { x: number, y: number } } };
    case 'rename':
      return node && { do: 'node.rename', id: node.id, to: number < 0 ? 'not valid' : `n${number}` };
    case 'set':
      return (
        node && {
          do: 'param.set',
          id: node.id,
          param: pick(['units', 'filters', 'kernelSize', 'rate'], b) ?? '',
          value: number,
        }
      );
    case 'paste':
      return pasteNodes(
        project,
        copyNodes(
          project,
          boxesOf(project)
            .slice(0, a)
            .map(({ id }) => id),
        ),
        { x: number, y: 0 },
        { withIncoming: number > 100 },
      ).command;
    case 'arrange':
      return { do: 'nodes.move', to: layeredLayout(project.graph, project.groups) };
    case 'mute':
      return node && { do: 'nodes.mute', ids: [node.id], muted: number > 0 };
    case 'share':
      return node && other && { do: 'nodes.share', ids: [node.id], owner: other.id };
    case 'use':
      return node && addUse(project, node).command;
    case 'unshare':
      return node && { do: 'nodes.unshare', ids: [node.id] };
    case 'make':
      return makeCommand(nodes.slice(a, a + 1 + (b % 4)), number + 3);
    case 'inside':
      return insideCommand(project, { kind, a, b, number });
    case 'unpack':
      return node && { do: 'block.unpack', id: node.id };
    case 'freeze':
      return node && { do: 'nodes.freeze', ids: [node.id], frozen: number > 0 };
    case 'settings':
      return { do: 'training.set', changes: { epochs: number } };
    default:
      return markingFor(project, { kind, a, b, number });
  }
}

/** Whether every group, also in blocks, holds nodes of its level, each in one group. */
function areGroupsSound({ graph, groups }: Project): boolean {
  const levels = [{ nodes: graph.nodes, groups }, ...Object.values(graph.blocks ?? {})];
  return levels.every(level => JSON.stringify(soundGroups(level.groups, level.nodes)) === JSON.stringify(level.groups));
}

const byId = ({ graph }: Project) => new Map(graph.nodes.map(node => [node.id, node]));

test('whatever is done, the project stays one that saving and opening keeps, and undo and redo restore it exactly', () => {
  fc.assert(
    fc.property(fc.array(gesture, { maxLength: 40 }), gestures => {
      const first = startHistory(emptyProject());
      let history: History = first;
      const seen: Project[] = [first.present];
      for (const made of gestures) {
        const command = commandFor(history.present, made);
        const done = command && perform(history, command);
        if (!done?.ok) continue;
        // A step that joined the one before takes its place.
        if (done.value.past.length === history.past.length && done.value !== history) seen.pop();
        if (done.value !== history) seen.push(done.value.present);
        history = done.value;
        expect(Project.safeParse(history.present).error).toBeUndefined();
        expect(areGroupsSound(history.present)).toBe(true);
        expect(() => expandGraph(history.present.graph)).not.toThrow();
        expect(history.present.graph.nodes.flatMap(node => whyNotShare(byId(history.present), node) ?? [])).toEqual([]);
        expect(new Set(history.present.graph.nodes.map(({ id }) => id)).size).toBe(history.present.graph.nodes.length);
      }
      const last = history.present;
      let back = history;
      for (const expected of seen.toReversed()) {
        expect(back.present).toBe(expected);
        back = undo(back);
      }
      expect(back.present).toBe(first.present);
      for (const _ of seen) back = redo(back);
      expect(back.present).toBe(last);
      expect(parseProject(formatProject(last))).toEqual({ ok: true, value: last });
    }),
    { numRuns: 2000 },
  );
});
