import { BLOCK, BLOCK_INPUT, wayBetween } from '#shared/graph/block';
import type { Graph } from '#shared/graph/graph';
import { layers } from '#shared/layers/catalogue';
import type { Kind } from '../document/edits';
import type { Level } from '../document/level';
import { CATEGORY_TITLES, type CardCategory } from '../ui/categories';

/** Something that can be put on the canvas: a layer, a block of the project, or, inside a block, one more input. */
export interface KindEntry {
  /** Unlike any other's. */
  readonly key: string;
  readonly kind: Kind;
  readonly title: string;
  readonly summary: string;
  readonly category: CardCategory;
  /** What its icon is chosen by. */
  readonly type: string;
}

const layerEntries: readonly KindEntry[] = [...layers.values()].map(({ type, title, summary, category }) => ({
  key: type,
  kind: type,
  title,
  summary,
  category,
  type,
}));

const blockInput: KindEntry = {
  key: BLOCK_INPUT,
  kind: BLOCK_INPUT,
  title: 'Block input',
  summary: 'One more place where data comes into the block.',
  category: 'block',
  type: BLOCK_INPUT,
};

const known = new WeakMap<object, Map<string | null, readonly KindEntry[]>>();

/** All that can be added at a level. A block is not offered inside itself, nor an Input inside a block. */
export function kindEntries({ block: open, project }: Level): readonly KindEntry[] {
  const { blocks = NO_BLOCKS } = project.graph;
  const byOpen = known.get(blocks) ?? new Map<string | null, readonly KindEntry[]>();
  known.set(blocks, byOpen);
  const before = byOpen.get(open);
  if (before) return before;
  const placeable = Object.entries(blocks).filter(([id]) => open === null || !wayBetween(blocks, id, open));
  const blockEntries = placeable.map(([id, { title, nodes }]): KindEntry => {
    const inner = nodes.length - 1 - nodes.filter(({ type }) => type === BLOCK_INPUT).length;
    const summary = `A block of this project, of ${inner} ${inner === 1 ? 'layer' : 'layers'}. All its places change with it.`;
    return { key: `${BLOCK}:${id}`, kind: { block: id }, title, summary, category: 'block', type: BLOCK };
  });
  const entries =
    open === null
      ? [...blockEntries, ...layerEntries]
      : [blockInput, ...blockEntries, ...layerEntries.filter(({ type }) => type !== 'input')];
  byOpen.set(open, entries);
  return entries;
}

const NO_BLOCKS: NonNullable<Graph['blocks']> = {};

/** The words that an entry is found by, the best first. */
export const wordsOf = ({ title, category }: KindEntry): readonly string[] => [title, CATEGORY_TITLES[category]];
