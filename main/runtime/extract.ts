import type { RuntimeProblem, RuntimeProgress } from '#shared/protocol/runtime';
import { err, ok, type Result } from '#shared/result';
import { cancelledProblem } from './cancelled';
import type { Python } from './python';
import { type ProcessEnd, runProcess } from './run-process';

/** Unpacks the members of a zip whose names match a pattern; zipfile checks each one's CRC and keeps names inside the folder. */
const UNPACK = `
import re, sys, zipfile
wheel, folder, pattern = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    names = [n for n in archive.namelist() if re.match(pattern, n) and not n.endswith('/')]
    if not names:
        sys.exit('nothing in ' + wheel + ' matches ' + pattern)
    for done, name in enumerate(names):
        archive.extract(name, folder)
        print(done + 1, len(names), flush=True)
`;

export type Extraction = {
  python: Python;
  wheel: string;
  to: string;
  /** Which members, as a regular expression from the start of the name that Python understands. */
  members: string;
  message: string;
  report: (progress: RuntimeProgress) => void;
  signal?: AbortSignal | undefined;
};

/** Unpacks a part of a wheel. `to` must be a folder of the caller's that is thrown away on failure. */
export async function extractWheel(work: Extraction): Promise<Result<void, RuntimeProblem>> {
  const { python, wheel, to, members, message, report, signal } = work;
  report({ stage: 'extracting', message });
  const end = await runProcess(python.command, ['-c', UNPACK, wheel, to, members], {
    signal,
    onLine(line) {
      const [done, total] = line.split(' ').map(Number);
      if (done !== undefined && total) report({ stage: 'extracting', message, done, total });
    },
  });
  return end.how === 'exit' && end.code === 0 ? ok(undefined) : err(extractProblem(end, wheel));
}

function extractProblem({ how, stderr }: ProcessEnd, wheel: string): RuntimeProblem {
  const detail = stderr.trim().split('\n').slice(-3).join('\n');
  if (how === 'cancelled') return cancelledProblem;
  if (/No space left|Errno 28|Errno 122/i.test(stderr))
    return {
      code: 'runtime/disk',
      what: 'The disk filled up while TensorFlow was unpacked.',
      howToGet: 'Free some space, then start again.',
      detail,
    };
  return {
    code: 'runtime/extract',
    what: `${wheel} could not be unpacked.`,
    howToGet: 'Start again; if it stays so, delete that file.',
    detail,
  };
}
