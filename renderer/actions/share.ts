import { IconLink, IconLinkOff, IconLinkPlus } from '@tabler/icons-react';
import type { GraphNode } from '#shared/graph/graph';
import { usesOf, whyNotShared } from '#shared/graph/sharing';
import { useView } from '../app/view';
import { addUse } from '../document/edits';
import { projectHere } from '../document/level';
import { perform, performEdit } from '../document/perform';
import type { Action } from './action';

const nodes = () => projectHere().graph.nodes;

/** The selected nodes, the one chosen first before the others. */
const chosen = (): readonly GraphNode[] =>
  useView.getState().selectedNodes.flatMap(id => nodes().find(node => node.id === id) ?? []);

function canShare(): boolean {
  const [first, ...others] = chosen();
  if (!first || others.length === 0 || whyNotShared(first.type) !== null) return false;
  const uses = usesOf(nodes(), first.id);
  return others.every(({ type }) => type === first.type) && others.some(({ id }) => !uses.includes(id));
}

const isShared = ({ id }: GraphNode): boolean => usesOf(nodes(), id).length > 1;

function share(): void {
  const [first, ...others] = chosen();
  if (first) perform({ do: 'nodes.share', ids: others.map(({ id }) => id), owner: first.id });
}

function addAnother(): void {
  const [node] = chosen();
  if (node) performEdit(addUse(projectHere(), node));
}

/** What makes a layer one that is used several times, Keras's shared layer. */
export const shareActions: readonly Action[] = [
  {
    id: 'edit.share',
    label: 'Share weights',
    keys: ['Shift+W'],
    icon: IconLink,
    group: true,
    enabled: canShare,
    run: share,
  },
  {
    id: 'edit.addUse',
    label: 'Add another use of this layer',
    keys: ['Shift+U'],
    icon: IconLinkPlus,
    enabled: () => {
      const [node, ...others] = chosen();
      return node !== undefined && others.length === 0 && whyNotShared(node.type) === null;
    },
    run: addAnother,
  },
  {
    id: 'edit.unshare',
    label: 'Give it weights of its own',
    keys: ['Shift+O'],
    icon: IconLinkOff,
    enabled: () => chosen().some(isShared),
    run: () =>
      void perform({
        do: 'nodes.unshare',
        ids: chosen()
          .filter(isShared)
          .map(({ id }) => id),
      }),
  },
];
