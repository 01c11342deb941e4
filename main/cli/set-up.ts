import type { RuntimeProblem, RuntimeProgress } from '#shared/protocol/runtime';
import { err, ok, type Result } from '#shared/result';
import { ensureRuntime } from '../runtime/ensure-runtime';
import { EXIT } from './exit-code';
import type { Failure } from './failure';
import { bar, progressLine } from './progress-line';
import { formatBytes } from './table';
import type { Terminal } from './terminal';

/** Sets TensorFlow up where it is missing, with progress; a few milliseconds where it is there. */
export async function setUpRuntime(
  terminal: Terminal,
  signal: AbortSignal,
  tellScript?: (progress: RuntimeProgress) => void,
): Promise<Result<void, Failure>> {
  const line = progressLine(terminal);
  let said = '';
  const ready = await ensureRuntime({
    signal,
    report(progress) {
      if (progress.message !== said) {
        said = progress.message;
        tellScript?.(progress);
        if (!terminal.interactive) terminal.note(`${said} …`);
      }
      line.draw(() => describe(progress));
    },
  });
  line.clear();
  return ready.ok ? ok(undefined) : err(failure(ready.error));
}

function describe({ stage, message, done, total }: RuntimeProgress): string {
  if (done === undefined || total === undefined) return `${message} …`;
  const count = stage === 'downloading' ? `${formatBytes(done)} of ${formatBytes(total)}` : `${done} of ${total}`;
  return `${message} ${bar(done, total, 20)} ${count}`;
}

function failure(problems: readonly RuntimeProblem[]): Failure {
  const [first] = problems;
  if (first?.code === 'runtime/cancelled') return { exit: EXIT.interrupted, code: first.code, message: 'Interrupted.' };
  const lines = problems.map(({ what, howToGet }) => `  ${what} ${howToGet}`);
  const message = `TensorFlow could not be set up:\n${lines.join('\n')}\nreceptive doctor tells more.`;
  return { exit: EXIT.engine, code: first?.code ?? 'runtime/missing', message };
}
