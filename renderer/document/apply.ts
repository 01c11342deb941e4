import { DataSettings } from '#shared/data/dataset';
import { BLOCK, blockById, isBlockEnd, paramsSchemaOf, whyNotMute } from '#shared/graph/block';
import { whyNotConnect } from '#shared/graph/connect';
import { edgeId, type GraphEdge, type GraphNode, NodeId } from '#shared/graph/graph';
import { asUse, ownerOf } from '#shared/graph/sharing';
import { layers } from '#shared/layers/catalogue';
import { isNoteId } from '#shared/project/place';
import { Project } from '#shared/project/project';
import { err, ok, type Result } from '#shared/result';
import { TrainingSettings } from '#shared/training/settings';
import { defineBlock, removeBlock, retitleBlock, showParam } from './block-definitions';
import { insideView, makeBlock, unpackBlock, withInside } from './blocks';
import type { Command, Refusal } from './command';
import { renameInEnds } from './end-nodes';
import { addGroup, movesOf, removeGroups, replaceInGroups, setGroup } from './groups';
import { kept } from './layout';
import { addNote, annotate, colorNodes, moveNotes, removeNotes, setNote } from './notes';
import { removeNodes } from './remove-nodes';
import { ownWeights, shareWeights, whyNotAddUse } from './shared-layers';
import { leaveStages, renameInStages } from './stage-nodes';

type Applied = Result<Project, Refusal>;
type CommandOf<Do extends Command['do']> = Extract<Command, { do: Do }>;

/** The project after a command, or why it is refused. Pure; what a command does not touch stays the same object. */
export function apply(project: Project, command: Command): Applied {
  switch (command.do) {
    case 'node.add':
      return addNode(project, command);
    case 'nodes.remove':
      return removeNodes(project, command.ids);
    case 'nodes.move':
      return moveNodes(project, command);
    case 'nodes.color':
      return colorNodes(project, command.ids, command.color);
    case 'node.annotate':
      return annotate(project, command.id, command.text);
    case 'note.add':
      return addNote(project, command.note);
    case 'note.set':
      return setNote(project, command.id, command.changes);
    case 'notes.remove':
      return removeNotes(project, command.ids);
    case 'group.add':
      return addGroup(project, command.group);
    case 'group.set':
      return setGroup(project, command.id, command.changes);
    case 'groups.remove':
      return removeGroups(project, command.ids);
    case 'node.rename':
      return renameNode(project, command);
    case 'nodes.freeze':
      return freezeNodes(project, command);
    case 'nodes.mute':
      return muteNodes(project, command);
    case 'nodes.share':
      return shareWeights(project, command.ids, command.owner);
    case 'nodes.unshare':
      return ownWeights(project, command.ids);
    case 'block.make':
      return makeBlock(project, command);
    case 'block.unpack':
      return unpackBlock(project, command.id);
    case 'block.define':
      return defineBlock(project, command);
    case 'block.remove':
      return removeBlock(project, command.id);
    case 'block.retitle':
      return retitleBlock(project, command);
    case 'block.show':
      return showParam(project, command);
    case 'inside':
      return applyInside(project, command);
    case 'stages.leave':
      return ok(leaveStages(project, [command.id]));
    case 'param.set':
      return setParam(project, command);
    case 'edge.add':
      return addEdge(project, command.edge);
    case 'edge.remove':
      return removeEdge(project, command.edge);
    case 'edge.replace':
      return replaceEdge(project, command);
    case 'data.set':
      return setData(project, command);
    case 'training.set':
      return setTraining(project, command);
    case 'project.rename':
      return rename(project, command.name);
    case 'project.replace':
      return ok(command.project);
    case 'together':
      return applyAll(project, command.commands);
  }
}

function applyAll(project: Project, commands: readonly Command[]): Applied {
  let current = project;
  for (const command of commands) {
    const applied = apply(current, command);
    if (!applied.ok) return applied;
    current = applied.value;
  }
  return ok(current);
}

function addNode(project: Project, { node, at }: CommandOf<'node.add'>): Applied {
  if (node.type === BLOCK) {
    const { block = '' } = node;
    if (!blockById(project.graph.blocks, block)) return err({ code: 'block/unknown', block });
  } else if (!layers.has(node.type) && !isBlockEnd(node)) return err({ code: 'document/no-layer', type: node.type });
  const id = freeId(project, node.id);
  if (!id.ok) return id;
  const refusal = whyNotAddUse(project, node);
  if (refusal) return err(refusal);
  const added = node.sharesWith === undefined ? node : asUse(node, node.sharesWith);
  return ok({
    ...project,
    graph: { ...project.graph, nodes: [...project.graph.nodes, added] },
    layout: { ...project.layout, [node.id]: kept(at) },
  });
}

function freeId(project: Project, id: string): Result<NodeId, Refusal> {
  const parsed = NodeId.safeParse(id);
  if (!parsed.success) {
    return err({ code: 'document/bad-id', id, message: parsed.error.issues[0]?.message ?? 'not a valid id' });
  }
  return hasNode(project, id) ? err({ code: 'document/id-taken', id }) : ok(id);
}

const hasNode = (project: Project, id: NodeId): boolean => project.graph.nodes.some(node => node.id === id);

function moveNodes(project: Project, command: CommandOf<'nodes.move'>): Applied {
  const moves = movesOf(project, command.to);
  if (!moves.ok) return moves;
  const to = moves.value;
  const layout = { ...project.layout };
  let moved = false;
  for (const [id, position] of Object.entries(to)) {
    if (isNoteId(id)) continue;
    if (!hasNode(project, id)) return err({ code: 'document/no-node', node: id });
    const old = layout[id];
    if (old?.x === position.x && old.y === position.y) continue;
    layout[id] = { ...old, ...kept({ x: position.x, y: position.y }) };
    moved = true;
  }
  return moveNotes(moved ? { ...project, layout } : project, to);
}

function renameNode(project: Project, { id, to }: CommandOf<'node.rename'>): Applied {
  if (!hasNode(project, id)) return err({ code: 'document/no-node', node: id });
  if (id === to) return ok(project);
  const free = freeId(project, to);
  if (!free.ok) return free;
  const renamed = (end: NodeId) => (end === id ? to : end);
  const touches = (edge: GraphEdge) => edge.from === id || edge.to === id;
  const { [id]: place, ...rest } = project.layout;
  const graph = {
    ...project.graph,
    nodes: project.graph.nodes.map(node => {
      if (node.sharesWith === id) return { ...node, sharesWith: to };
      return node.id === id ? { ...node, id: to } : node;
    }),
    edges: project.graph.edges.map(edge =>
      touches(edge) ? { ...edge, from: renamed(edge.from), to: renamed(edge.to) } : edge,
    ),
  };
  const next = { ...project, graph, layout: place ? { ...rest, [to]: place } : rest };
  return ok(renameInEnds(renameInStages(replaceInGroups(next, id, [to]), id, to), id, to));
}

function freezeNodes(project: Project, { ids, frozen }: CommandOf<'nodes.freeze'>): Applied {
  const missing = ids.find(id => !hasNode(project, id));
  if (missing !== undefined) return err({ code: 'document/no-node', node: missing });
  // A layer is frozen as a whole, whichever of its uses is meant.
  const chosen = new Set(ids.map(id => ownerOf(project.graph.nodes, id)?.id));
  const changes = (node: GraphNode) => chosen.has(node.id) && (node.trainable === false) !== frozen;
  if (!project.graph.nodes.some(changes)) return ok(project);
  const nodes = project.graph.nodes.map((node): GraphNode => {
    if (!changes(node)) return node;
    const { trainable: _, ...thawed } = node;
    return frozen ? { ...thawed, trainable: false } : thawed;
  });
  return ok({ ...project, graph: { ...project.graph, nodes } });
}

function muteNodes(project: Project, { ids, muted }: CommandOf<'nodes.mute'>): Applied {
  const chosen = new Set(ids);
  for (const id of chosen) {
    const node = project.graph.nodes.find(candidate => candidate.id === id);
    if (!node) return err({ code: 'document/no-node', node: id });
    const why = muted ? whyNotMute(project.graph, node) : null;
    if (why !== null) return err({ code: 'mute/refused', node: id, why });
  }
  const changes = (node: GraphNode) => chosen.has(node.id) && (node.muted === true) !== muted;
  if (!project.graph.nodes.some(changes)) return ok(project);
  const nodes = project.graph.nodes.map((node): GraphNode => {
    if (!changes(node)) return node;
    const { muted: _, ...heard } = node;
    return muted ? { ...heard, muted: true } : heard;
  });
  return ok({ ...project, graph: { ...project.graph, nodes } });
}

function applyInside(project: Project, { block: id, command }: CommandOf<'inside'>): Applied {
  const block = blockById(project.graph.blocks, id);
  if (!block) return err({ code: 'block/unknown', block: id });
  const view = insideView(project, block);
  const applied = apply(view, command);
  if (!applied.ok || applied.value === view) return applied.ok ? ok(project) : applied;
  return withInside(project, id, applied.value, new Map(renamesIn(command)));
}

const renamesIn = (command: Command): readonly (readonly [NodeId, NodeId])[] => {
  if (command.do === 'together') return command.commands.flatMap(renamesIn);
  return command.do === 'node.rename' ? [[command.id, command.to]] : [];
};

function setParam(project: Project, { id, param, value }: CommandOf<'param.set'>): Applied {
  const node = ownerOf(project.graph.nodes, id);
  if (!node) return err({ code: 'document/no-node', node: id });
  const schema = paramsSchemaOf(project.graph, node)?.shape[param];
  // A parameter that the layer does not have can be taken away (that is how a file with one is mended), never set.
  if (value !== undefined && !schema) return err({ code: 'param/unknown', node: id, param });
  const parsed = value === undefined ? undefined : schema?.safeParse(value);
  if (parsed && !parsed.success) {
    return err({ code: 'param/invalid', node: id, param, message: parsed.error.issues[0]?.message ?? 'not valid' });
  }
  const { [param]: old, ...others } = node.params;
  if (JSON.stringify(old) === JSON.stringify(value)) return ok(project);
  const params = value === undefined ? others : { ...node.params, [param]: value };
  const nodes = project.graph.nodes.map(other => (other === node ? { ...node, params } : other));
  return ok({ ...project, graph: { ...project.graph, nodes } });
}

function addEdge(project: Project, edge: GraphEdge): Applied {
  const refusal = whyNotConnect(project.graph, edge);
  if (refusal) return err(refusal);
  return ok({ ...project, graph: { ...project.graph, edges: [...project.graph.edges, edge] } });
}

/** Where a file holds an edge twice, the second is the one too many. */
const lastIndexOf = (project: Project, edge: GraphEdge): number =>
  project.graph.edges.map(edgeId).lastIndexOf(edgeId(edge));

function removeEdge(project: Project, edge: GraphEdge): Applied {
  const index = lastIndexOf(project, edge);
  if (index < 0) return err({ code: 'document/no-edge', edge });
  return ok({ ...project, graph: { ...project.graph, edges: project.graph.edges.filter((_, i) => i !== index) } });
}

function replaceEdge(project: Project, { edge, by }: CommandOf<'edge.replace'>): Applied {
  const index = lastIndexOf(project, edge);
  const removed = removeEdge(project, edge);
  if (!removed.ok) return removed;
  const { graph } = removed.value;
  const refusal = whyNotConnect(graph, by);
  if (refusal) return err(refusal);
  const edges = [...graph.edges.slice(0, index), by, ...graph.edges.slice(index)];
  return ok({ ...project, graph: { ...graph, edges } });
}

function setData(project: Project, { data }: CommandOf<'data.set'>): Applied {
  const parsed = DataSettings.safeParse(data);
  if (!parsed.success) {
    return err({
      code: 'setting/invalid',
      setting: 'dataset',
      message: parsed.error.issues[0]?.message ?? 'not valid',
    });
  }
  return ok({ ...project, data: parsed.data });
}

function setTraining(project: Project, { changes }: CommandOf<'training.set'>): Applied {
  const parsed = TrainingSettings.safeParse({ ...project.training, ...changes });
  if (parsed.success) return ok({ ...project, training: parsed.data });
  const [issue] = parsed.error.issues;
  return err({
    code: 'setting/invalid',
    setting: String(issue?.path.at(-1) ?? 'training'),
    message: issue?.message ?? 'not valid',
  });
}

function rename(project: Project, name: string): Applied {
  const parsed = Project.shape.name.safeParse(name.trim());
  if (parsed.success) return ok(parsed.data === project.name ? project : { ...project, name: parsed.data });
  return err({ code: 'setting/invalid', setting: 'name', message: parsed.error.issues[0]?.message ?? 'not valid' });
}
