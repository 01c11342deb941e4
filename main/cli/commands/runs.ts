import { err, ok, type Result } from '#shared/result';
import { RunStore } from '../../runs/run-store';
import { RunTrash } from '../../runs/run-trash';
import { type AddCommand, type Cli, exits, jsonOption, runsOption } from '../cli';
import { runsFolder } from '../engine';
import { EXIT, type ExitCode } from '../exit-code';
import { engineFailure, type Failure, fail } from '../failure';
import { findRun } from '../find-run';
import { runLines } from '../run-lines';
import type { Terminal } from '../terminal';
import { addRunsDiff } from './runs-diff';

interface Options {
  readonly runs?: string;
  readonly json?: boolean;
  readonly delete?: readonly string[];
  readonly restore?: readonly string[];
  readonly trash?: boolean;
  readonly emptyTrash?: boolean;
}

export const addRuns: AddCommand = (program, cli) => {
  const command = program
    .command('runs')
    .summary('list the runs, the newest first; delete and restore them; compare two')
    .description(
      'Lists the runs, the newest first. A run is named by its id, the beginning of one, "latest", or its folder. What is ' +
        'deleted lies in the trash until that is emptied. "runs diff A B" compares two.',
    )
    .option('--delete <run...>', 'move runs to the trash; none that is in progress')
    .option('--restore <run...>', 'take runs out of the trash')
    .option('--trash', 'list what is in the trash')
    .option('--empty-trash', 'remove what is in the trash for good')
    .addOption(runsOption())
    .addOption(jsonOption())
    .action(
      exits(cli, async (options: Options) => {
        const done = await manageRuns(cli, options);
        return done.ok ? done.value : fail(cli.terminal, options.json === true, done.error);
      }),
    );
  addRunsDiff(command, cli);
};

async function manageRuns({ terminal }: Cli, options: Options): Promise<Result<ExitCode, Failure>> {
  const store = new RunStore(runsFolder(options.runs), () => null);
  const trash = new RunTrash(store);
  const json = options.json === true;
  const asked = [options.delete, options.restore, options.trash, options.emptyTrash].filter(option => option);
  if (asked.length > 1) {
    const message = 'Give one of --delete, --restore, --trash and --empty-trash at a time.';
    return err({ exit: EXIT.usage, code: 'usage/one-at-a-time', message });
  }
  if (options.delete) return deleteRuns(terminal, json, store, trash, options.delete);
  if (options.restore) return restoreRuns(terminal, json, trash, options.restore);
  if (options.emptyTrash) return emptyTrash(terminal, json, trash);
  if (options.trash) return ok(await listRuns(terminal, json, trash, 'The trash is empty.'));
  return ok(await listRuns(terminal, json, store, `There are no runs in ${store.folder} yet.`));
}

async function listRuns(
  terminal: Terminal,
  json: boolean,
  place: RunStore | RunTrash,
  none: string,
): Promise<ExitCode> {
  const { folder } = place;
  const runs = await place.list();
  if (json) terminal.out(JSON.stringify({ folder, runs }));
  else if (runs.length > 0) for (const line of runLines(runs)) terminal.out(line);
  else terminal.note(none);
  return EXIT.done;
}

async function emptyTrash(terminal: Terminal, json: boolean, trash: RunTrash): Promise<Result<ExitCode, Failure>> {
  const emptied = await trash.empty();
  if (!emptied.ok) return err(engineFailure(emptied.error));
  if (json) terminal.out(JSON.stringify({ event: 'trash-emptied', removed: emptied.value }));
  else terminal.note(`Removed ${emptied.value === 1 ? 'one run' : `${emptied.value} runs`} for good`);
  return ok(EXIT.done);
}

async function deleteRuns(
  terminal: Terminal,
  json: boolean,
  store: RunStore,
  trash: RunTrash,
  names: readonly string[],
): Promise<Result<ExitCode, Failure>> {
  for (const words of names) {
    const found = await findRun(words, store.folder);
    if (!found.ok) return found;
    const { run, folder } = found.value;
    const place = folder === store.folder ? trash : new RunTrash(new RunStore(folder, () => null));
    const deleted = await place.delete(run);
    if (!deleted.ok) return err(engineFailure(deleted.error));
    if (json) terminal.out(JSON.stringify({ event: 'deleted', run }));
    else terminal.note(`Deleted ${run}; "receptive runs --restore ${run}" brings it back`);
  }
  return ok(EXIT.done);
}

async function restoreRuns(
  terminal: Terminal,
  json: boolean,
  trash: RunTrash,
  names: readonly string[],
): Promise<Result<ExitCode, Failure>> {
  for (const words of names) {
    const found = await findRun(words, trash.folder);
    if (!found.ok) return found;
    const restored = await trash.restore(found.value.run);
    if (!restored.ok) return err(engineFailure(restored.error));
    if (json) terminal.out(JSON.stringify({ event: 'restored', run: restored.value.run }));
    else terminal.note(`Restored ${restored.value.run}`);
  }
  return ok(EXIT.done);
}
