import type { RuntimeProblem } from '#shared/protocol/runtime';
import { err, ok, type Result } from '#shared/result';
import { runProcess } from './run-process';
import { PYTHON_TAGS, type PythonTag } from './wheels';

export type Python = {
  readonly command: string;
  /** Such as `3.12.4`. */
  readonly version: string;
  readonly pip: string;
  /** The wheels to fetch: this Python's own kind where TensorFlow has one, else any (the libraries inside are the same). */
  readonly tag: PythonTag;
};

const ASK = 'import sys, zipfile, zlib; print("%d.%d.%d" % sys.version_info[:3])';

/** Finds a Python 3 with pip. It only fetches and unpacks; TensorFlow itself is never run in it. */
export async function findPython(signal?: AbortSignal): Promise<Result<Python, RuntimeProblem>> {
  let withoutPip: string | null = null;
  for (const command of ['python3', 'python']) {
    const asked = await runProcess(command, ['-c', ASK], { signal, timeoutMs: 20_000 });
    const version = asked.stdout.trim();
    if (asked.how !== 'exit' || asked.code !== 0 || !version.startsWith('3.')) continue;
    const pip = await runProcess(command, ['-m', 'pip', '--version'], { signal, timeoutMs: 30_000 });
    const pipVersion = /^pip (\S+)/.exec(pip.stdout)?.[1];
    if (pipVersion) return ok({ command, version, pip: pipVersion, tag: pythonTag(version) });
    withoutPip ??= `${command} ${version}`;
  }
  return err(
    withoutPip
      ? { code: 'runtime/pip', what: `${withoutPip} has no pip, which fetches TensorFlow.`, howToGet: howToGetPip() }
      : {
          code: 'runtime/python',
          what: 'Python 3 was not found; its pip fetches TensorFlow.',
          howToGet: howToGetPython(),
        },
  );
}

export function pythonTag(version: string): PythonTag {
  const [major, minor] = version.split('.');
  return PYTHON_TAGS.find(tag => tag === `cp${major}${minor}`) ?? 'cp312';
}

function howToGetPython(): string {
  if (process.platform === 'darwin') return 'Install it with: xcode-select --install';
  if (process.platform === 'win32') return 'Install Python 3 from python.org.';
  return 'Install it, for example with: sudo apt install python3 python3-pip';
}

function howToGetPip(): string {
  return process.platform === 'linux'
    ? 'Install it, for example with: sudo apt install python3-pip'
    : 'Install it with: python3 -m ensurepip --user';
}
