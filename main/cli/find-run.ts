import { stat } from 'node:fs/promises';
import { basename, dirname, resolve, sep } from 'node:path';
import { err, ok, type Result } from '#shared/result';
import { RunStore } from '../runs/run-store';
import { type Failure, problem } from './failure';

/** A run and the folder of runs that it lies in. */
export interface FoundRun {
  readonly run: string;
  readonly folder: string;
}

/**
 * Finds the run that a command was given.
 * @param words its id, the beginning of one, `latest`, or the path of its folder
 * @param folder the folder of runs to look in
 */
export async function findRun(words: string, folder: string): Promise<Result<FoundRun, Failure>> {
  const ids = (await new RunStore(folder, () => null).list()).map(({ run }) => run);
  const [latest] = ids;
  if (words === 'latest') {
    return latest ? ok({ run: latest, folder }) : err(problem('run/not-found', `There are no runs in ${folder} yet.`));
  }
  const matches = ids.includes(words) ? [words] : words === '' ? [] : ids.filter(id => id.startsWith(words));
  const [only, another] = matches;
  if (only && !another) return ok({ run: only, folder });
  if (another) {
    const some = matches.slice(0, 5).join(', ');
    return err(
      problem('run/ambiguous', `"${words}" is the beginning of ${matches.length} runs: ${some}. Write more of it.`),
    );
  }
  if (await isFolder(words)) return ok({ run: basename(resolve(words)), folder: dirname(resolve(words)) });
  const what = words.includes(sep) ? 'There is no such folder' : `There is no run "${words}" in ${folder}`;
  return err(problem('run/not-found', `${words}: ${what}. receptive runs lists them.`));
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    found => found.isDirectory(),
    () => false,
  );
