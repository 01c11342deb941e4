import type { Terminal } from './terminal';

/** Part of a whole as a bar of `width` characters between brackets: `[#####     ]`. */
export function bar(done: number, total: number, width: number): string {
  const filled = total > 0 ? Math.round((Math.min(done, total) / total) * width) : 0;
  return `[${'#'.repeat(filled)}${' '.repeat(width - filled)}]`;
}

/** Redraws one line, at most ten times a second and never wider than the window, so that a fast run is not slowed down. */
export function progressLine(terminal: Terminal) {
  let drawnAt = 0;
  return {
    draw(line: () => string): void {
      const now = Date.now();
      if (!terminal.interactive || now - drawnAt < 100) return;
      drawnAt = now;
      terminal.status(line().slice(0, terminal.columns - 1));
    },
    clear: () => terminal.status(''),
  };
}
