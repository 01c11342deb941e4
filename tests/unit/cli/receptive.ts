import { runReceptive } from '#main/cli/program';
import type { Terminal } from '#main/cli/terminal';

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command in this process, as a script would: no window to redraw lines in. */
export async function receptive(...words: string[]): Promise<Outcome> {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = {
    out: line => void out.push(line),
    note: line => void err.push(line),
    status: () => undefined,
    interactive: false,
    columns: 100,
  };
  const code = await runReceptive(words, terminal, '/nowhere');
  return { code, out: out.join('\n'), err: err.join('\n') };
}
