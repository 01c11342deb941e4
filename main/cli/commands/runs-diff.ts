import { compareProjects } from '#shared/compare/compare-projects';
import type { RunDetail } from '#shared/protocol/runs';
import { err, ok, type Result } from '#shared/result';
import { RunStore } from '../../runs/run-store';
import { type AddCommand, exits, jsonOption, runsOption } from '../cli';
import { differenceLines } from '../difference-lines';
import { runsFolder } from '../engine';
import { EXIT } from '../exit-code';
import { engineFailure, type Failure, fail } from '../failure';
import { findRun } from '../find-run';

export const addRunsDiff: AddCommand = (runs, cli) => {
  runs
    .command('diff <a> <b>')
    .summary('what differs between two runs: network, data, training and results')
    .addOption(runsOption())
    .addOption(jsonOption())
    .action(
      exits(cli, async (a: string, b: string, _own: object, command: { optsWithGlobals(): Options }) => {
        // Both the command above and this one know the options, and commander gives them to the one above.
        const options = command.optsWithGlobals();
        const json = options.json === true;
        const [before, after] = [await detailOf(a, options), await detailOf(b, options)];
        if (!before.ok) return fail(cli.terminal, json, before.error);
        if (!after.ok) return fail(cli.terminal, json, after.error);
        const difference = compareProjects(before.value.project, after.value.project);
        const summaries = { a: before.value.summary, b: after.value.summary };
        if (json) cli.terminal.out(JSON.stringify({ ...summaries, difference }));
        else for (const line of differenceLines(summaries.a, summaries.b, difference)) cli.terminal.out(line);
        return EXIT.done;
      }),
    );
};

interface Options {
  readonly runs?: string;
  readonly json?: boolean;
}

async function detailOf(words: string, { runs }: Options): Promise<Result<RunDetail, Failure>> {
  const found = await findRun(words, runsFolder(runs));
  if (!found.ok) return found;
  const detail = await new RunStore(found.value.folder, () => null).detail(found.value.run);
  return detail.ok ? ok(detail.value) : err(engineFailure(detail.error));
}
