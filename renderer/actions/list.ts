import { runActions } from '../run/actions';
import type { Action } from './action';
import { arrangeActions } from './arrange';
import { blockActions } from './blocks';
import { editActions } from './edit';
import { fileActions } from './file';
import { focusActions } from './focus';
import { helpActions } from './help';
import { shareActions } from './share';
import { viewActions } from './view';

/** Every action, in the order of the menus. */
export const actions: readonly Action[] = [
  ...fileActions,
  ...editActions,
  ...shareActions,
  ...blockActions,
  ...arrangeActions,
  ...viewActions,
  ...focusActions,
  ...runActions,
  ...helpActions,
];

export const MENUS = [
  { id: 'file', label: 'File' },
  { id: 'edit', label: 'Edit' },
  { id: 'block', label: 'Blocks' },
  { id: 'arrange', label: 'Arrange' },
  { id: 'view', label: 'View' },
  { id: 'run', label: 'Run' },
  { id: 'help', label: 'Help' },
] as const;

/** Actions that stand in another menu than their id says. */
const placed: Readonly<Record<string, string>> = { 'run.export': 'file', 'edit.arrange': 'arrange' };

const menuIdOf = ({ id }: Action): string => placed[id] ?? id.slice(0, id.indexOf('.'));

export const menuOf = (menu: string): readonly Action[] => actions.filter(action => menuIdOf(action) === menu);

export const menuTitle = (action: Action): string => MENUS.find(menu => menu.id === menuIdOf(action))?.label ?? '';

export const actionById = (id: string): Action | undefined => actions.find(action => action.id === id);

/** Does an action if it is enabled now. @returns whether it was. */
export function runAction(action: Action | undefined): boolean {
  if (!action?.enabled()) return false;
  action.run();
  return true;
}
