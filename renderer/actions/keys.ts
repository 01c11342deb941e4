import { parseShortcut } from '#shared/hosts/shortcut';

const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** Whether a key press is the one that `keys` names. A sign such as `?` or `+` is itself, whatever Shift it takes to type. */
export function matches(keys: string, pressed: Pressed, mac = isMac): boolean {
  const { key, modifiers } = parseShortcut(keys);
  const mod = mac ? pressed.metaKey : pressed.ctrlKey;
  const other = mac ? pressed.ctrlKey : pressed.metaKey;
  if (mod !== modifiers.has('Mod') || other || pressed.altKey !== modifiers.has('Alt')) return false;
  const isSign = /^[^A-Za-z0-9]$/.test(key) && key !== ' ';
  if (!isSign && pressed.shiftKey !== modifiers.has('Shift')) return false;
  const name = key === 'Space' ? ' ' : key;
  return pressed.key.toLowerCase() === name.toLowerCase();
}

/** Whether two ways of writing a shortcut mean the same keys. */
export function sameKeys(a: string, b: string): boolean {
  const [one, other] = [parseShortcut(a), parseShortcut(b)];
  return (
    one.key.toLowerCase() === other.key.toLowerCase() &&
    one.modifiers.size === other.modifiers.size &&
    [...one.modifiers].every(modifier => other.modifiers.has(modifier))
  );
}

/** Whether a shortcut means nothing to a text field. */
export const worksWhileTyping = (keys: string): boolean => {
  const { key, modifiers } = parseShortcut(keys);
  return modifiers.has('Mod') || modifiers.has('Alt') || /^F\d+$/.test(key);
};

/** The shortcut that a key press is; `null` while only modifiers are down, and for keys that no shortcut can have. */
export function keysPressed(pressed: Pressed, mac = isMac): string | null {
  const { key } = pressed;
  if (
    ['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process', 'Tab', 'Unidentified'].includes(key)
  ) {
    return null;
  }
  if (mac ? pressed.ctrlKey : pressed.metaKey) return null;
  const isSign = /^[^A-Za-z0-9 ]$/.test(key);
  const modifiers = [
    ...((mac ? pressed.metaKey : pressed.ctrlKey) ? ['Mod'] : []),
    ...(pressed.altKey ? ['Alt'] : []),
    ...(pressed.shiftKey && !isSign ? ['Shift'] : []),
  ];
  const name = key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key;
  return [...modifiers, name].join('+');
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
  const { key, modifiers } = parseShortcut(keys);
  return [...modifiers, key].map(part => (mac ? macSigns[part] : undefined) ?? names[part] ?? part);
}

export const keyText = (keys: string): string => keyCaps(keys).join(isMac ? '' : '+');
