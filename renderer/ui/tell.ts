import { type NotificationData, notifications } from '@mantine/notifications';
import { createElement } from 'react';
import { Undoable } from './Undoable';

/** The message on screen about each topic. */
const shown = new Map<string, string>();

/** Mantine drops a message with the name of one that is on screen: a later one takes its place instead, with all its time. */
function show(topic: string, message: NotificationData): string {
  const before = shown.get(topic);
  if (before !== undefined) notifications.hide(before);
  const id = notifications.show(message);
  shown.set(topic, id);
  return id;
}

/**
 * Short messages over the canvas, read out by screen readers; the latest about a topic replaces the one before. But for their
 * buttons, the pointer goes through them to what they cover.
 */
export const tell = {
  done: (message: string) => void show('done', { message, color: 'teal', autoClose: 2500 }),
  ended: (title: string, message: string, color: 'teal' | 'gray' = 'teal') =>
    void show('ended', { title, message, color, autoClose: 4000 }),
  undoable: (topic: string, message: string, undo: () => void) => {
    const close = () => notifications.hide(id);
    const id = show(topic, { autoClose: 8000, message: createElement(Undoable, { message, undo, close }) });
  },
  refused: (message: string) => void show('refused', { message, color: 'yellow', autoClose: 6000 }),
  failed: (title: string, message: string) => void show(title, { title, message, color: 'red', autoClose: false }),
};
