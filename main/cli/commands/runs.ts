import { RunStore } from '../../runs/run-store';
import { type AddCommand, exits, jsonOption, runsOption } from '../cli';
import { runsFolder } from '../engine';
import { EXIT } from '../exit-code';
import { formatSeconds, grouped, table } from '../table';

const percent = (value: number | null): string => (value === null ? '' : `${(100 * value).toFixed(2)} %`);

export const addRuns: AddCommand = (program, cli) => {
  program
    .command('runs')
    .summary('list the runs, the newest first')
    .addOption(runsOption())
    .addOption(jsonOption())
    .action(
      exits(cli, async ({ runs: folder, json }: { runs?: string; json?: boolean }) => {
        const store = new RunStore(runsFolder(folder), () => null);
        const runs = await store.list();
        if (json) {
          cli.terminal.out(JSON.stringify({ folder: store.folder, runs }));
          return EXIT.done;
        }
        if (runs.length === 0) {
          cli.terminal.note(`There are no runs in ${store.folder} yet.`);
          return EXIT.done;
        }
        const lines = table(
          [
            { title: 'Run' },
            { title: 'Project' },
            { title: 'State' },
            { title: 'Steps', align: 'right' },
            { title: 'Time', align: 'right' },
            { title: 'Accuracy', align: 'right' },
            { title: 'Validation', align: 'right' },
          ],
          runs.map(({ run, name, state, step, seconds, metrics }) => [
            run,
            name,
            state,
            grouped(step),
            formatSeconds(seconds),
            percent(metrics.accuracy),
            percent(metrics.validationAccuracy),
          ]),
        );
        for (const line of lines) cli.terminal.out(line);
        return EXIT.done;
      }),
    );
};
