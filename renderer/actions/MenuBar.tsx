import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Fragment, type KeyboardEvent, useRef, useState } from 'react';
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

type MenuId = (typeof MENUS)[number]['id'];

/** The menu next to another, around from the last to the first. */
function besides(menu: MenuId, by: 1 | -1): MenuId {
  const at = MENUS.findIndex(({ id }) => id === menu) + by;
  return MENUS[(at + MENUS.length) % MENUS.length]?.id ?? menu;
}

/** File, Edit, View, Run, Help; with one open, pointing at another opens that, as the arrows to the sides do. */
export function MenuBar() {
  const [open, setOpen] = useState<MenuId | null>(null);
  const titles = useRef(new Map<MenuId, HTMLButtonElement | null>());
  /** The menu that opened because somebody pointed at it: the click that follows does not mean to close it. */
  const pointedAt = useRef<MenuId | null>(null);
  const keeps = useRef(false);

  const close = (menu: MenuId) => {
    setOpen(null);
    if (document.activeElement?.closest('[role="menu"]')) titles.current.get(menu)?.focus();
  };
  const change = (menu: MenuId, opened: boolean) => {
    if (opened) setOpen(menu);
    else if (!keeps.current) close(menu);
    keeps.current = false;
  };
  /** In place of the one that is open. Its title has the keys until the focus is in it, and gets the focus back. */
  const show = (menu: MenuId) => {
    titles.current.get(menu)?.focus();
    setOpen(menu);
  };
  const press = (menu: MenuId) => (event: KeyboardEvent) => {
    if (event.key === 'Escape') return close(menu);
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const next = besides(open ?? menu, event.key === 'ArrowRight' ? 1 : -1);
    if (open === null) titles.current.get(next)?.focus();
    else show(next);
  };
  return (
    <div className={classes.bar}>
      {MENUS.map(({ id, label }) => (
        <Menu
          key={id}
          opened={open === id}
          onChange={opened => change(id, opened)}
          // Some time later, when it may be in the menu that has opened in its place.
          returnFocus={false}
          width={290}
          withinPortal
        >
          <Menu.Target>
            <button
              ref={button => {
                titles.current.set(id, button);
              }}
              type="button"
              className={classes.menu}
              data-open={open === id || undefined}
              onKeyDown={press(id)}
              onClick={() => {
                keeps.current = pointedAt.current === id;
                pointedAt.current = null;
              }}
              onPointerEnter={() => {
                if (open === null || open === id) return;
                pointedAt.current = id;
                show(id);
              }}
            >
              {label}
            </button>
          </Menu.Target>
          <Menu.Dropdown className={classes.dropdown} onKeyDown={press(id)}>
            {menuOf(id).map(action => (
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
