import { blockById, paramsSchemaOf } from '#shared/graph/block';
import { Block, type Graph, type NodeId } from '#shared/graph/graph';
import { ownerOf } from '#shared/graph/sharing';
import type { Project } from '#shared/project/project';
import { err, ok, type Result } from '#shared/result';
import { followBlock } from './blocks';
import type { Command, Refusal } from './command';

type Applied = Result<Project, Refusal>;
type CommandOf<Do extends Command['do']> = Extract<Command, { do: Do }>;

const withBlock = (project: Project, id: NodeId, block: Block): Project => ({
  ...project,
  graph: { ...project.graph, blocks: { ...project.graph.blocks, [id]: block } },
});

export function defineBlock(project: Project, { id, block }: CommandOf<'block.define'>): Applied {
  if (blockById(project.graph.blocks, id)) return err({ code: 'document/id-taken', id });
  return ok(withBlock(project, id, block));
}

export function retitleBlock(project: Project, { id, title }: CommandOf<'block.retitle'>): Applied {
  const block = blockById(project.graph.blocks, id);
  if (!block) return err({ code: 'block/unknown', block: id });
  const parsed = Block.shape.title.safeParse(title.trim());
  if (parsed.success) {
    return ok(parsed.data === block.title ? project : withBlock(project, id, { ...block, title: parsed.data }));
  }
  return err({ code: 'setting/invalid', setting: 'title', message: parsed.error.issues[0]?.message ?? 'not valid' });
}

export function showParam(project: Project, { id, node: named, param, name }: CommandOf<'block.show'>): Applied {
  const block = blockById(project.graph.blocks, id);
  if (!block) return err({ code: 'block/unknown', block: id });
  const inner = ownerOf(block.nodes, named);
  if (!inner) return err({ code: 'document/no-node', node: named });
  const node = inner.id;
  if (!paramsSchemaOf(project.graph, inner)?.shape[param]) return err({ code: 'param/unknown', node, param });
  const others = Object.entries(block.params).flatMap(([key, targets]) => {
    const kept = targets.filter(target => target.node !== node || target.param !== param);
    return kept.length > 0 ? [[key, kept] as const] : [];
  });
  const shown = Object.fromEntries(others);
  const params = name === null ? shown : { ...shown, [name]: [...(shown[name] ?? []), { node, param }] };
  const parsed = Block.safeParse({ ...block, params });
  if (!parsed.success) {
    return err({ code: 'setting/invalid', setting: 'name', message: parsed.error.issues[0]?.message ?? 'not valid' });
  }
  const next = withBlock(project, id, parsed.data);
  return ok({ ...next, graph: followBlock(next.graph, id) });
}

/** How many nodes place a block, inside of others too. */
export const placesOf = ({ nodes, blocks = {} }: Graph, id: NodeId): number =>
  [nodes, ...Object.values(blocks).map(block => block.nodes)].flat().filter(({ block }) => block === id).length;

export function removeBlock(project: Project, id: NodeId): Applied {
  const { graph } = project;
  const block = blockById(graph.blocks, id);
  if (!block) return err({ code: 'block/unknown', block: id });
  const places = placesOf(graph, id);
  if (places > 0) return err({ code: 'block/in-use', title: block.title, places });
  const { blocks, ...rest } = graph;
  const others = Object.entries(blocks ?? {}).filter(([key]) => key !== id);
  return ok({ ...project, graph: others.length > 0 ? { ...rest, blocks: Object.fromEntries(others) } : rest });
}
