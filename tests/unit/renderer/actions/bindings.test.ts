import { beforeEach, describe, expect, test } from 'vitest';
import type { Action } from '#renderer/actions/action';
import {
  bind,
  isRebound,
  keysOf,
  othersWith,
  resetAllBindings,
  resetBinding,
  unbind,
  useBindings,
} from '#renderer/actions/bindings';
import { keysPressed, matches, sameKeys, worksWhileTyping } from '#renderer/actions/keys';
import { press } from './press';

const action = (id: string, ...keys: string[]): Action => ({
  id,
  label: id,
  keys,
  enabled: () => true,
  run: () => undefined,
});
const undo = action('undo', 'Mod+Z');
const redo = action('redo', 'Mod+Shift+Z', 'Mod+Y');
const arrange = action('arrange');
const all = [undo, redo, arrange];
const keys = () => all.map(one => keysOf(one).join(' '));

beforeEach(resetAllBindings);

describe('the keys of actions', () => {
  test('are those that they come with until others are given', () => {
    expect(keys()).toEqual(['Mod+Z', 'Mod+Shift+Z Mod+Y', '']);
    bind(all, arrange, 'Alt+L');
    expect(keysOf(arrange)).toEqual(['Alt+L']);
    expect(isRebound(arrange)).toBe(true);
    expect(isRebound(undo)).toBe(false);
  });

  test('belong to one action: giving one takes it from the others', () => {
    expect(othersWith(all, 'Mod+Y', arrange)).toEqual([redo]);
    bind(all, arrange, 'Mod+Y');
    expect(keys()).toEqual(['Mod+Z', 'Mod+Shift+Z', 'Mod+Y']);
  });

  test('come back one by one, and from whom has them meanwhile', () => {
    bind(all, arrange, 'Mod+Z');
    expect(keys()).toEqual(['', 'Mod+Shift+Z Mod+Y', 'Mod+Z']);
    resetBinding(all, undo);
    expect(keys()).toEqual(['Mod+Z', 'Mod+Shift+Z Mod+Y', '']);
    expect(useBindings.getState().keys).toEqual({});
  });

  test('come back all at once', () => {
    unbind(undo);
    bind(all, redo, 'F5');
    expect(keys()).toEqual(['', 'F5', '']);
    resetAllBindings();
    expect(keys()).toEqual(['Mod+Z', 'Mod+Shift+Z Mod+Y', '']);
  });
});

describe('a pressed key', () => {
  test.each([
    [press('k', { ctrlKey: true }), 'Mod+K'],
    [press('K', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+K'],
    [press(' '), 'Space'],
    [press('?', { shiftKey: true }), '?'],
    [press('+', { ctrlKey: true, shiftKey: true }), 'Mod++'],
    [press('ArrowLeft', { altKey: true, shiftKey: true }), 'Alt+Shift+ArrowLeft'],
    [press('F2'), 'F2'],
    [press('5'), '5'],
  ] as const)('%j is a shortcut that it matches', (pressed, shortcut) => {
    expect(keysPressed(pressed, false)).toBe(shortcut);
    expect(matches(shortcut, pressed, false)).toBe(true);
  });

  test.each(['Control', 'Shift', 'Alt', 'Meta', 'Dead', 'Tab'])('%s alone is none', key => {
    expect(keysPressed(press(key), false)).toBeNull();
  });

  test('is the same whatever the order of its modifiers', () => {
    expect(sameKeys('Mod+Shift+Z', 'Shift+Mod+z')).toBe(true);
    expect(sameKeys('Mod+Z', 'Mod+Shift+Z')).toBe(false);
    expect(sameKeys('Mod++', 'Mod+-')).toBe(false);
  });

  test('that types something never acts while typing', () => {
    expect(['Mod+S', 'Alt+X', 'F2'].map(worksWhileTyping)).toEqual([true, true, true]);
    expect(['S', 'Shift+S', '?', 'Space', 'Delete'].map(worksWhileTyping)).toEqual([false, false, false, false, false]);
  });
});
