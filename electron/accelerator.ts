import { parseShortcut } from '#shared/hosts/shortcut';

/** Electron's names of keys, where the studio has others. */
const NAMES: Readonly<Record<string, string>> = {
  Mod: 'CmdOrCtrl',
  '+': 'Plus',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Enter: 'Return',
  Escape: 'Esc',
};

/** One key of those that Electron knows: a letter, a digit, a sign, or a name. */
const KEY =
  /^(?:[!-~]|F\d{1,2}|Plus|Up|Down|Left|Right|Return|Esc|Space|Delete|Backspace|Home|End|PageUp|PageDown|Insert)$/;

/**
 * A shortcut of the studio's (`Mod+Shift+Z`) as Electron's menus write it (`CmdOrCtrl+Shift+Z`).
 * @returns `null` where a menu cannot show it, or must not: a Mac's menu takes its keys from text fields, and a letter alone is typed there
 */
export function accelerator(keys: string | undefined): string | null {
  if (keys === undefined) return null;
  const { key, modifiers: held } = parseShortcut(keys);
  const modifiers = [...held];
  const name = NAMES[key] ?? key;
  const isTyped = !modifiers.includes('Mod') && !modifiers.includes('Alt') && !/^F\d+$/.test(key);
  const areKnown = modifiers.every(modifier => ['Mod', 'Alt', 'Shift'].includes(modifier));
  if (isTyped || !areKnown || !KEY.test(name)) return null;
  return [...modifiers.map(modifier => NAMES[modifier] ?? modifier), name].join('+');
}
