import { readFile, stat } from 'node:fs/promises';
import { RunLabel, type RunLabelChange } from '#shared/protocol/runs';
import { err, ok, type Result } from '#shared/result';
import { writeFileAtomic } from '../files/atomic';
import { type FileFailed, fileFailed } from './file-failed';
import { runPaths } from './run-folder';

/** What a run is called, and more that a person has said about it. A damaged `label.json` says nothing; it keeps no run from opening. */
export async function readLabel(folder: string): Promise<RunLabel> {
  const text = await readFile(runPaths(folder).label, 'utf8').catch(() => '{}');
  try {
    return RunLabel.parse(JSON.parse(text));
  } catch {
    return RunLabel.parse({});
  }
}

/** Changes parts of a label. @returns `null` where the run's folder is not there: it is not made anew */
export async function changeLabel(
  folder: string,
  change: RunLabelChange,
): Promise<Result<RunLabel | null, FileFailed>> {
  const label = { ...(await readLabel(folder)), ...change };
  if (!(await stat(folder).catch(() => null))) return ok(null);
  const written = await writeFileAtomic(runPaths(folder).label, `${JSON.stringify(label, null, 2)}\n`);
  return written.ok ? ok(label) : err(fileFailed(written.error));
}
