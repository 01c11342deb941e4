import { diagnose } from '../../runtime/doctor';
import { type AddCommand, exits, jsonOption } from '../cli';
import { EXIT } from '../exit-code';

const SIGNS = { ok: 'ok', limited: '--', missing: 'MISSING' } as const;

export const addDoctor: AddCommand = (program, cli) => {
  program
    .command('doctor')
    .summary('what Receptive needs of this machine, what is missing, and how to get it')
    .addOption(jsonOption())
    .action(
      exits(cli, async ({ json }: { json?: boolean }) => {
        const { terminal } = cli;
        terminal.status('Looking …');
        const report = await diagnose();
        terminal.status('');
        if (json) {
          terminal.out(JSON.stringify(report));
        } else {
          const width = Math.max(...report.items.map(({ title }) => title.length));
          const indent = ' '.repeat(width + 11);
          for (const { title, state, found, howToGet } of report.items) {
            const lines = [...found.split('\n'), ...(howToGet === undefined ? [] : [howToGet])];
            terminal.out(`${SIGNS[state].padEnd(9)}${title.padEnd(width)}  ${lines.join(`\n${indent}`)}`);
          }
          terminal.out('');
          terminal.out(
            report.healthy ? 'Receptive can train here.' : 'Receptive cannot train here yet: see MISSING above.',
          );
        }
        return report.healthy ? EXIT.done : EXIT.problem;
      }),
    );
};
