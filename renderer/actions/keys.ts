const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const parse = (keys: string): { key: string; modifiers: ReadonlySet<string> } => {
  // "Mod++" ends with the key "+".
  const key = keys.endsWith('+') ? '+' : (keys.split('+').at(-1) ?? '');
  return {
    key,
    modifiers: new Set(
      keys
        .slice(0, -key.length)
        .split('+')
        .filter(part => part !== ''),
    ),
  };
};

/** Whether a key press is the one that `keys` names. A sign such as `?` or `+` is itself, whatever Shift it takes to type. */
export function matches(keys: string, pressed: Pressed, mac = isMac): boolean {
  const { key, modifiers } = parse(keys);
  const mod = mac ? pressed.metaKey : pressed.ctrlKey;
  const other = mac ? pressed.ctrlKey : pressed.metaKey;
  if (mod !== modifiers.has('Mod') || other || pressed.altKey !== modifiers.has('Alt')) return false;
  const isSign = /^[^A-Za-z0-9]$/.test(key) && key !== ' ';
  if (!isSign && pressed.shiftKey !== modifiers.has('Shift')) return false;
  const name = key === 'Space' ? ' ' : key;
  return pressed.key.toLowerCase() === name.toLowerCase();
}

const macSigns: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };
const names: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Delete: 'Del',
  Backspace: '⌫',
  Escape: 'Esc',
  Enter: '↵',
};

/** The caps of the keys, as the user's keyboard has them. */
export function keyCaps(keys: string, mac = isMac): readonly string[] {
  const { key, modifiers } = parse(keys);
  return [...modifiers, key].map(part => (mac ? macSigns[part] : undefined) ?? names[part] ?? part);
}

export const keyText = (keys: string): string => keyCaps(keys).join(isMac ? '' : '+');
