import { Menu } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { Fragment } from 'react';
import { actionById } from '../actions/list';
import { MenuEntry } from '../actions/MenuBar';
import { perform } from '../document/perform';
import { type ContextTarget, openAddMenu, useCanvas } from './canvas-state';
import { entriesFor } from './context-entries';

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
  return entriesFor(target).map((group, index) => (
    <Fragment key={group[0]}>
      {index > 0 && <Menu.Divider />}
      {group.map(id => {
        const action = actionById(id);
        return action && <MenuEntry key={id} action={action} />;
      })}
    </Fragment>
  ));
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
      width={300}
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
