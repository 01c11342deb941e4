import { Menu } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { Fragment } from 'react';
import { BLOCK } from '#shared/graph/block';
import { actionById } from '../actions/list';
import { MenuEntry } from '../actions/MenuBar';
import { nodesById, projectHere } from '../document/level';
import { perform } from '../document/perform';
import { type ContextTarget, openAddMenu, useCanvas } from './canvas-state';

const entries: Readonly<Record<'pane' | 'node' | 'block', readonly string[]>> = {
  pane: ['edit.addLayer', 'edit.paste', 'edit.selectAll', 'edit.arrange', 'view.fit', 'block.leave'],
  node: [
    'edit.cut',
    'edit.copy',
    'edit.duplicate',
    'edit.delete',
    'block.make',
    'edit.addUse',
    'edit.share',
    'edit.unshare',
    'edit.selectUpstream',
    'edit.selectDownstream',
    'view.fitSelection',
  ],
  block: [
    'block.open',
    'block.unpack',
    'block.rename',
    'edit.cut',
    'edit.copy',
    'edit.duplicate',
    'edit.delete',
    'block.make',
    'edit.selectUpstream',
    'edit.selectDownstream',
    'view.fitSelection',
  ],
};

const isPlacedBlock = (target: ContextTarget): boolean =>
  target.kind === 'node' && nodesById(projectHere().graph).get(target.node)?.type === BLOCK;

function Entries({ target, screen }: { target: ContextTarget; screen: { x: number; y: number } }) {
  if (target.kind === 'edge') {
    return (
      <>
        <Menu.Item leftSection={<IconPlus size={15} aria-hidden />} onClick={() => openAddMenu(screen, target)}>
          Insert a layer…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTrash size={15} aria-hidden />}
          onClick={() => perform({ do: 'edge.remove', edge: target.edge })}
        >
          Remove this wire
        </Menu.Item>
      </>
    );
  }
  return entries[isPlacedBlock(target) ? 'block' : target.kind].map(id => {
    const action = actionById(id);
    return action && <Fragment key={id}>{<MenuEntry action={action} />}</Fragment>;
  });
}

/** The menu of the right mouse button: on a node, on a wire, on empty canvas. */
export function CanvasContextMenu() {
  const menu = useCanvas(state => state.contextMenu);
  if (!menu) return null;
  const { screen, target } = menu;
  return (
    <Menu
      key={`${screen.x} ${screen.y}`}
      opened
      onChange={opened => !opened && useCanvas.setState({ contextMenu: null })}
      width={250}
      offset={0}
      trapFocus
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-label="Menu"
          style={{ position: 'fixed', left: screen.x, top: screen.y, width: 0, height: 0, padding: 0, border: 0 }}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Entries target={target} screen={screen} />
      </Menu.Dropdown>
    </Menu>
  );
}
