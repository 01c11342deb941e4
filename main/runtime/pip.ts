import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RuntimeProblem, RuntimeProgress } from '#shared/protocol/runtime';
import { err, ok, type Result } from '#shared/result';
import { cancelledProblem } from './cancelled';
import type { Python } from './python';
import { type ProcessEnd, runProcess } from './run-process';
import type { Wheel } from './wheels';

export type WheelOrder = {
  python: Python;
  wheels: readonly Wheel[];
  /** Platform tags to accept; pip takes each by name. */
  platforms: readonly string[];
  /** An empty folder of the caller's, on the disk where the wheels are to go. */
  work: string;
  /** The folder that gets the finished wheels. */
  to: string;
  report: (progress: RuntimeProgress) => void;
  signal?: AbortSignal | undefined;
};

/**
 * Fetches wheels with the user's own pip (so with its index, proxy and certificates), which checks each against its pinned SHA-256.
 * The wheels appear in `to` only whole and checked.
 */
export async function fetchWheels(order: WheelOrder): Promise<Result<void, RuntimeProblem>> {
  const { python, wheels, platforms, work, to, signal } = order;
  const scratch = join(work, 'scratch');
  const out = join(work, 'out');
  await mkdir(scratch, { recursive: true });
  const requirements = join(work, 'requirements.txt');
  await writeFile(requirements, wheels.map(wheel => `${wheel.requirement} --hash=sha256:${wheel.sha256}\n`).join(''));

  const progress = watchDownloads(order, scratch);
  const pip = await runProcess(
    python.command,
    [
      ...['-m', 'pip', 'download', '--require-hashes', '--no-deps', '--only-binary=:all:', '--no-cache-dir'],
      ...['--disable-pip-version-check', '--no-input', '--progress-bar', 'off', '--retries', '2'],
      ...['--implementation', 'cp', '--python-version', python.tag.replace('cp3', '3.')],
      ...platforms.flatMap(tag => ['--platform', tag]),
      ...['-r', requirements, '-d', out],
    ],
    // pip downloads into its temporary folder: in ours its growth can be watched, and nothing is left behind after a kill.
    { env: { ...process.env, TMPDIR: scratch, PYTHONUNBUFFERED: '1' }, signal, onLine: progress.onLine },
  );
  progress.end();
  if (pip.how !== 'exit' || pip.code !== 0) return err(pipProblem(pip));

  await mkdir(to, { recursive: true });
  for (const name of await readdir(out)) await rename(join(out, name), join(to, name));
  return ok(undefined);
}

/** Turns pip's own lines (`Downloading NAME (273.8 MB)`) and the growth of that file into progress; works with every pip. */
function watchDownloads({ wheels, report }: WheelOrder, scratch: string) {
  let current: { name: string; total: number | undefined } | null = null;
  let count = 0;
  const tick = async () => {
    if (!current) return;
    const { name, total } = current;
    const which = wheels.length > 1 ? ` (${count} of ${wheels.length})` : '';
    const done = Math.min(await sizeOfNamed(scratch, name), total ?? Number.POSITIVE_INFINITY);
    report({ stage: 'downloading', message: `Downloading ${name}${which}`, done, total });
  };
  const timer = setInterval(() => void tick(), 250);
  return {
    onLine(line: string) {
      const found = downloadLine(line);
      if (!found) return;
      current = found;
      count++;
      report({ stage: 'downloading', message: `Downloading ${found.name}`, done: 0, total: found.total });
    },
    end: () => clearInterval(timer),
  };
}

/** Reads pip's `Downloading NAME.whl (273.8 MB)`; the size is pip's rounding, in bytes. */
export function downloadLine(line: string): { name: string; total: number | undefined } | null {
  const match = /^\s*Downloading (?:\S*\/)?(\S+\.whl)(?: \(([\d.]+) (bytes|kB|MB|GB)\))?\s*$/.exec(line);
  if (!match?.[1]) return null;
  const scale = { bytes: 1, kB: 1e3, MB: 1e6, GB: 1e9 };
  // The pattern allows these four units only.
  const unit = match[3] as keyof typeof scale | undefined;
  return { name: match[1], total: unit ? Math.round(Number(match[2]) * scale[unit]) : undefined };
}

/** Size of the file `name` one or two levels below `folder`, where pip puts it; 0 while it isn't there. */
async function sizeOfNamed(folder: string, name: string): Promise<number> {
  for (const entry of await readdir(folder).catch(() => [])) {
    const found = await stat(join(folder, entry, name)).catch(() => null);
    if (found) return found.size;
  }
  return 0;
}

function pipProblem({ how, stderr }: ProcessEnd): RuntimeProblem {
  const detail = stderr.trim().split('\n').slice(-6).join('\n');
  if (how === 'cancelled') return cancelledProblem;
  if (/No space left|Errno 28/i.test(stderr))
    return {
      code: 'runtime/disk',
      what: 'The disk filled up while TensorFlow was downloaded.',
      howToGet: 'Free some space, then start again.',
      detail,
    };
  if (/DO NOT MATCH THE HASHES/i.test(stderr))
    return {
      code: 'runtime/download',
      what: 'The package index sent a TensorFlow that differs from the pinned one; it was thrown away.',
      howToGet: 'Start again; if it stays so, check which package index pip is set to use (pip config list).',
      detail,
    };
  return {
    code: 'runtime/download',
    what: "pip couldn't fetch TensorFlow from its package index.",
    howToGet: 'Check the network connection and pip’s proxy and index settings (pip config list), then start again.',
    detail,
  };
}
