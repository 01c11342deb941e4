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
  const Icon = action.icon;
  const shown = {
    className: classes.entry,
    disabled: !enabled,
    rightSection: key && <Keys keys={key} />,
    children: action.label,
  };
  if (checked !== undefined)
    return (
      <Menu.CheckboxItem
        {...shown}
        checked={checked}
        classNames={{ itemIndicator: classes.check }}
        checkIcon={<IconCheck size={15} stroke={1.75} aria-hidden />}
        closeMenuOnClick
        onChange={() => runAction(action)}
      />
    );
  return (
    <Menu.Item
      {...shown}
      leftSection={Icon ? <Icon size={15} stroke={1.75} aria-hidden /> : <span className={classes.noIcon} />}
      onClick={() => runAction(action)}
    />
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
          width={290}
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
