import { create } from 'zustand';
import { blockById } from '#shared/graph/block';
import { freshNodeId, type NodeId } from '#shared/graph/graph';
import { fittingId } from '#shared/graph/node-ids';
import { firstFree } from '#shared/numbered';
import { selectedNodes } from '../actions/selection';
import { useView } from '../app/view';
import { focusCard } from '../canvas/focus-card';
import { apply } from '../document/apply';
import { placesOf } from '../document/block-definitions';
import { type Command, describeCommandRefusal } from '../document/command';
import { currentLevel, nodesById } from '../document/level';
import { perform } from '../document/perform';
import { useDocument } from '../document/store';
import { tell } from '../ui/tell';
import { selectedBlock } from './navigate';

/** What the dialog asks a title for: a block that is to be made of the selection, or one that has a title already. */
export type Asked = { readonly for: 'new'; readonly title: string } | { readonly for: NodeId; readonly title: string };

export const useAsked = create<{ readonly asked: Asked | null }>(() => ({ asked: null }));

const blocks = () => useDocument.getState().project.graph.blocks ?? {};

/** `Residual block` as `residual_block`: an id that nodes can be called after. */
function idFor(title: string): NodeId {
  const words = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '');
  return fittingId(words || 'block', new Set(Object.keys(blocks())));
}

function makeCommand(title: string): Extract<Command, { do: 'block.make' }> {
  const block = idFor(title);
  const taken = new Set(currentLevel().project.graph.nodes.map(node => node.id));
  return { do: 'block.make', ids: selectedNodes(), block, title, node: freshNodeId(block, taken) };
}

const freeTitle = (): string => firstFree('Block ', new Set(Object.values(blocks()).map(({ title }) => title)));

/** Asks for the new block's title; what cannot be a block is told at once. */
export function askForNewBlock(): void {
  const title = freeTitle();
  const tried = apply(currentLevel().project, makeCommand(title));
  if (tried.ok) useAsked.setState({ asked: { for: 'new', title } });
  else tell.refused(describeCommandRefusal(tried.error));
}

/** The block that is meant: that of the selected node, or else the one that is open. */
export function meantBlock(): NodeId | undefined {
  const { block, project } = currentLevel();
  const placed = selectedBlock();
  return (placed === undefined ? undefined : nodesById(project.graph).get(placed)?.block) ?? block ?? undefined;
}

export function askForTitle(id: NodeId): void {
  const block = blockById(blocks(), id);
  if (block) useAsked.setState({ asked: { for: id, title: block.title } });
}

/** Answers the dialog's question, as one step. @returns whether it was done. */
export function giveTitle(asked: Asked, title: string): boolean {
  const command: Command = asked.for === 'new' ? makeCommand(title) : { do: 'block.retitle', id: asked.for, title };
  useDocument.getState().endGesture();
  const done = perform(command);
  useDocument.getState().endGesture();
  if (done && command.do === 'block.make') {
    useView.getState().select([command.node]);
    focusCard(command.node);
  }
  return done;
}

/** Puts the selected block's contents in its place, and selects them. */
export function unpackSelected(): void {
  const id = selectedBlock();
  if (id === undefined) return;
  const before = new Set(currentLevel().project.graph.nodes.map(node => node.id));
  if (!perform({ do: 'block.unpack', id })) return;
  // A lone node may have got the block's own name.
  const made = currentLevel().project.graph.nodes.filter(node => !before.has(node.id) || node.id === id);
  useView.getState().select(made.map(node => node.id));
}

export const unusedBlocks = (): readonly NodeId[] => {
  const { graph } = useDocument.getState().project;
  return Object.keys(blocks()).filter(id => placesOf(graph, id) === 0);
};

/** Those that are placed nowhere, and then those that were only placed in them. */
export function removeUnusedBlocks(): void {
  const commands: Command[] = [];
  let { project } = useDocument.getState();
  for (;;) {
    const unused = Object.keys(project.graph.blocks ?? {}).filter(id => placesOf(project.graph, id) === 0);
    if (unused.length === 0) break;
    for (const id of unused) {
      const command = { do: 'block.remove', id } as const;
      const removed = apply(project, command);
      if (!removed.ok) {
        tell.refused(describeCommandRefusal(removed.error));
        return;
      }
      commands.push(command);
      project = removed.value;
    }
  }
  perform({ do: 'together', commands });
}
