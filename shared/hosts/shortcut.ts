/** A shortcut's key and what is held down with it. */
export interface Shortcut {
  readonly key: string;
  /** `Mod` is the command key of a Mac, elsewhere the control key. */
  readonly modifiers: ReadonlySet<string>;
}

/** Reads a shortcut as the studio writes it, such as `Mod+Shift+Z`. */
export function parseShortcut(keys: string): Shortcut {
  // "Mod++" ends with the key "+".
  const key = keys.endsWith('+') ? '+' : (keys.split('+').at(-1) ?? '');
  const held = keys.slice(0, -key.length).split('+');
  return { key, modifiers: new Set(held.filter(part => part !== '')) };
}
