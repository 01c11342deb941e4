import type { TablerIcon } from '@tabler/icons-react';

/** Something a user can do. Menus, toolbar, keys, command palette and the sheet of shortcuts all read the same list of these. */
export interface Action {
  /** Such as `edit.undo`; the part before the dot is the menu. */
  readonly id: string;
  readonly label: string;
  /** Such as `Mod+Shift+Z`, the first being the one that is shown; `Mod` is Command on a Mac and Control elsewhere. */
  readonly keys: readonly string[];
  readonly icon?: TablerIcon;
  /** Starts a new group in its menu. */
  readonly group?: boolean;
  /** Whether a switch is on; absent for what is no switch. */
  checked?(): boolean;
  enabled(): boolean;
  run(): void;
}
