import { blockOf } from '#shared/graph/block';
import { expandGraph, type NodePath } from '#shared/graph/expand';
import type { NodeId } from '#shared/graph/graph';
import type { Fix } from '#shared/problems/problem';
import type { Project } from '#shared/project/project';
import type { Command } from '../document/command';
import { fixCommand } from '../document/fix-command';
import { levelOf, scoped } from '../document/level';

/** Mends of settings, which speak of placed blocks as a whole. */
const ofSettings: ReadonlySet<Fix['do']> = new Set<Fix['do']>([
  'set-loss',
  'set-output',
  'forget-end',
  'usual-input',
  'leave-stages',
  'leave-rate-group',
  'train-all',
]);

const sameWay = (a: NodePath, b: NodePath): boolean =>
  a.length === b.length && a.slice(0, -1).every((id, index) => id === b[index]);

/** A parameter that is set where its block is placed is mended there. */
function whereSet(
  project: Project,
  path: NodePath,
  param: string,
): { readonly path: NodePath; readonly param: string } {
  const way = path.slice(0, -1);
  const { graph } = levelOf(project, way.slice(0, -1)).project;
  const placed = graph.nodes.find(({ id }) => id === way.at(-1));
  const block = placed && blockOf(graph, placed);
  const shown = Object.entries(block?.params ?? {}).find(([, targets]) =>
    targets.some(target => target.node === path.at(-1) && target.param === param),
  );
  return shown && placed?.params[shown[0]] !== undefined ? whereSet(project, way, shown[0]) : { path, param };
}

/** A fix of the plain network's layers, said of the nodes that the user sees; `null` where it reaches from one level into another. */
function seenFix(project: Project, fix: Fix): { readonly way: NodePath; readonly fix: Fix } | null {
  const { origins } = expandGraph(project.graph);
  const pathOf = (id: NodeId): NodePath => origins.get(id) ?? [id];
  if (fix.do === 'remove-edge') {
    const [from, to] = [pathOf(fix.edge.from), pathOf(fix.edge.to)];
    const edge = { ...fix.edge, from: from.at(-1) ?? fix.edge.from, to: to.at(-1) ?? fix.edge.to };
    return sameWay(from, to) ? { way: to.slice(0, -1), fix: { ...fix, edge } } : null;
  }
  if (!('node' in fix)) return { way: [], fix };
  const path = pathOf(fix.node);
  if (ofSettings.has(fix.do)) return { way: [], fix: { ...fix, node: path[0] ?? fix.node } };
  const node = path.at(-1) ?? fix.node;
  if (fix.do === 'set-param') {
    const owner = whereSet(project, path, fix.param);
    return { way: owner.path.slice(0, -1), fix: { ...fix, node: owner.path.at(-1) ?? node, param: owner.param } };
  }
  if (fix.do === 'insert-before' && fix.from !== undefined) {
    const from = pathOf(fix.from);
    return sameWay(from, path)
      ? { way: path.slice(0, -1), fix: { ...fix, node, from: from.at(-1) ?? fix.from } }
      : null;
  }
  return { way: path.slice(0, -1), fix: { ...fix, node } };
}

/** The command that mends the project, wherever in it the fault lies; `null` where the fix does not apply. */
export function mendingCommand(project: Project, fix: Fix): Command | null {
  const seen = seenFix(project, fix);
  if (!seen) return null;
  const level = levelOf(project, seen.way);
  const command = fixCommand(level.project, seen.fix);
  return command && scoped(command, level.block);
}
