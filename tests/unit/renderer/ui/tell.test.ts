import { notificationsStore } from '@mantine/notifications';
import { expect, test } from 'vitest';
import { tell } from '#renderer/ui/tell';

const shown = () => notificationsStore.getState().notifications.map(({ title, message }) => title ?? message);

test('a message takes the place of the last about the same thing, and stands beside others', () => {
  tell.done('Saved a');
  tell.refused('A pair is needed');
  tell.done('Saved b');
  expect(shown()).toEqual(['A pair is needed', 'Saved b']);
  const [, first] = notificationsStore.getState().notifications;
  tell.done('Saved b');
  const [, again] = notificationsStore.getState().notifications;
  // Another one, so that it stays for its whole time.
  expect(again?.id).not.toBe(first?.id);
});

test('what failed stays until it is closed, what was done goes by itself', () => {
  tell.failed('The run cannot be deleted', 'It is in use');
  tell.ended('Training finished', '48 steps');
  const byTitle = new Map(
    notificationsStore.getState().notifications.map(({ title, autoClose }) => [title, autoClose]),
  );
  expect(byTitle.get('The run cannot be deleted')).toBe(false);
  expect(byTitle.get('Training finished')).toBeGreaterThan(0);
});
