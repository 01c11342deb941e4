/** Where a command's words go: results to standard output, messages about the work to standard error. */
export interface Terminal {
  /** One line of the result. */
  out(line: string): void;
  /** One line for the person who watches. */
  note(line: string): void;
  /** Shows one line in place of the last one; only where `interactive`. An empty line takes it away. */
  status(line: string): void;
  /** Whether a person watches standard error, so that a line may be redrawn. */
  readonly interactive: boolean;
  /** Width of the watcher's window, in characters. */
  readonly columns: number;
}

const CLEAR_LINE = '\r\u001b[K';

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  let statusShown = false;
  const clear = () => {
    if (statusShown) stderr.write(CLEAR_LINE);
    statusShown = false;
  };
  return {
    out(line) {
      clear();
      stdout.write(`${line}\n`);
    },
    note(line) {
      clear();
      stderr.write(`${line}\n`);
    },
    status(line) {
      clear();
      if (line && stderr.isTTY) {
        stderr.write(line);
        statusShown = true;
      }
    },
    interactive: stderr.isTTY === true,
    get columns() {
      return stderr.columns ?? 80;
    },
  };
}
