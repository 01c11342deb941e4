import { randomBytes } from 'node:crypto';

/** A new run's id, which is its folder's name: the time in UTC, so that names sort by it, and six random characters. */
export function newRunId(now = new Date()): string {
  const [date = '', time = ''] = now.toISOString().split('T');
  return `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${randomBytes(3).toString('hex')}`;
}

/** Whether a name from outside can be that of a run: a plain name, never a path. */
export const isRunId = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_-]{0,199}$/.test(name);

/** When a run with such an id began, ISO 8601; `null` where the id does not tell. */
export function timeOfRunId(id: string): string | null {
  const parts = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-/.exec(id);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
