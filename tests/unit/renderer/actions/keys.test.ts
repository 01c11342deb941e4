import { expect, test } from 'vitest';
import { keyCaps, matches } from '#renderer/actions/keys';
import { press } from './press';

test.each([
  ['Mod+Z', press('z', { ctrlKey: true }), true],
  ['Mod+Z', press('Z', { ctrlKey: true, shiftKey: true }), false],
  ['Mod+Shift+Z', press('Z', { ctrlKey: true, shiftKey: true }), true],
  ['Delete', press('Delete'), true],
  ['Delete', press('Delete', { ctrlKey: true }), false],
  ['?', press('?', { shiftKey: true }), true],
  ['Mod++', press('+', { ctrlKey: true, shiftKey: true }), true],
  ['Space', press(' '), true],
  ['Alt+1', press('1', { altKey: true }), true],
  ['L', press('l'), true],
  ['L', press('L', { shiftKey: true }), false],
])('%s is asked for by %j: %s', (keys, pressed, expected) => {
  expect(matches(keys, pressed, false)).toBe(expected);
});

test('on a Mac, Mod is Command', () => {
  expect(matches('Mod+S', press('s', { metaKey: true }), true)).toBe(true);
  expect(matches('Mod+S', press('s', { ctrlKey: true }), true)).toBe(false);
});

test('keys are shown as the keyboard names them', () => {
  expect(keyCaps('Mod+Shift+Z', false)).toEqual(['Ctrl', 'Shift', 'Z']);
  expect(keyCaps('Mod++', false)).toEqual(['Ctrl', '+']);
  expect(keyCaps('Mod+Z', true)).toEqual(['⌘', 'Z']);
});
