import { notifications } from '@mantine/notifications';

/** Short messages in the corner, read out by screen readers. One that repeats replaces the last. */
export const tell = {
  done: (message: string) => notifications.show({ id: 'done', message, color: 'teal', autoClose: 2500 }),
  refused: (message: string) => notifications.show({ id: 'refused', message, color: 'yellow', autoClose: 6000 }),
  failed: (title: string, message: string) =>
    notifications.show({ id: title, title, message, color: 'red', autoClose: false }),
};
