type Modifier = 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey';

/** A key as it arrives in a keyboard event. */
export const press = (key: string, modifiers: Partial<Record<Modifier, boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...modifiers,
});
