import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import type { Action } from './action';
import classes from './actions.module.css';
import { Keys } from './Keys';
import { MENUS, menuOf, runAction } from './list';
import { useActionState } from './use-action-state';

export function MenuEntry({ action }: { action: Action }) {
  const { enabled, checked, key } = useActionState(action);
  const Icon = checked ? IconCheck : action.icon;
  return (
    <Menu.Item
      className={classes.entry}
      disabled={!enabled}
      leftSection={Icon ? <Icon size={15} stroke={1.75} aria-hidden /> : <span className={classes.noIcon} />}
      rightSection={key && <Keys keys={key} />}
      aria-checked={checked}
      role={action.checked ? 'menuitemcheckbox' : 'menuitem'}
      onClick={() => runAction(action)}
    >
      {action.label}
    </Menu.Item>
  );
}

/** File, Edit, View, Run, Help; with one open, pointing at another opens that. */
export function MenuBar() {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <div className={classes.bar}>
      {MENUS.map(menu => (
        <Menu
          key={menu.id}
          opened={open === menu.id}
          onChange={opened => setOpen(opened ? menu.id : null)}
          width={250}
          withinPortal
        >
          <Menu.Target>
            <button
              type="button"
              className={classes.menu}
              data-open={open === menu.id || undefined}
              onPointerEnter={() => setOpen(current => (current === null ? null : menu.id))}
            >
              {menu.label}
            </button>
          </Menu.Target>
          <Menu.Dropdown className={classes.dropdown}>
            {menuOf(menu.id).map(action => (
              <Fragment key={action.id}>
                {action.group && <Menu.Divider />}
                <MenuEntry action={action} />
              </Fragment>
            ))}
          </Menu.Dropdown>
        </Menu>
      ))}
    </div>
  );
}
