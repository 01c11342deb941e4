const whole = new Intl.NumberFormat('en-US');

/** `225,034` */
export const formatCount = (count: number): string => whole.format(count);

/** `1.2M`: three digits or fewer, for places where the order of magnitude matters. */
export function formatShort(count: number): string {
  for (const [size, unit] of [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e4, 'k'],
  ] as const) {
    const scale = unit === 'k' ? 1e3 : size;
    if (count >= size) return `${Number((count / scale).toPrecision(3))}${unit}`;
  }
  return formatCount(count);
}

export const plural = (count: number, thing: string): string =>
  `${formatCount(count)} ${thing}${count === 1 ? '' : 's'}`;

/** `today 14:05`, `3 May 2025` */
export function formatWhen(iso: string, now = new Date()): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const time = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (date.toDateString() === now.toDateString()) return `today ${time}`;
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** `152 MB`: bytes in units of a thousand, three digits or fewer. */
export function formatBytes(bytes: number): string {
  for (const [size, unit] of [
    [1e9, 'GB'],
    [1e6, 'MB'],
    [1e3, 'kB'],
  ] as const) {
    if (bytes >= size) return `${Number((bytes / size).toPrecision(3))} ${unit}`;
  }
  return `${formatCount(bytes)} B`;
}
