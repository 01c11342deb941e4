import { Menu } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { Fragment } from 'react';
import { actionById } from '../actions/list';
import { MenuEntry } from '../actions/MenuBar';
import { perform } from '../document/perform';
import { type ContextTarget, openAddMenu, useCanvas } from './canvas-state';

const entries: Readonly<Record<'pane' | 'node', readonly string[]>> = {
  pane: ['edit.addLayer', 'edit.paste', 'edit.selectAll', 'edit.arrange', 'view.fit'],
  node: [
    'edit.cut',
    'edit.copy',
    'edit.duplicate',
    'edit.delete',
    'edit.selectUpstream',
    'edit.selectDownstream',
    'view.fitSelection',
  ],
};

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
  return entries[target.kind].map(id => {
    const action = actionById(id);
    return action && <Fragment key={id}>{<MenuEntry action={action} />}</Fragment>;
  });
}

/** The menu of the right mouse button: on a node, on a wire, on empty canvas. */
export function CanvasContextMenu() {
  const menu = useCanvas(state => state.contextMenu);
  const close = () => useCanvas.setState({ contextMenu: null });
  return (
    <Menu
      key={`${menu?.screen.x} ${menu?.screen.y}`}
      opened={menu !== null}
      onChange={opened => !opened && close()}
      width={240}
      offset={0}
      trapFocus
    >
      <Menu.Target>
        <span style={{ position: 'fixed', left: menu?.screen.x ?? 0, top: menu?.screen.y ?? 0 }} />
      </Menu.Target>
      <Menu.Dropdown>{menu && <Entries target={menu.target} screen={menu.screen} />}</Menu.Dropdown>
    </Menu>
  );
}
