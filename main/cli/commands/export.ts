import type { WhichWeights } from '#shared/protocol/runs';
import { err, ok, type Result } from '#shared/result';
import type { ExportFormat } from '../../export/format';
import { exportFormats } from '../../export/formats';
import { writeExport } from '../../export/write-export';
import { askEngine } from '../ask-engine';
import { type AddCommand, type Cli, exits, jsonOption, runsOption, weightsOption } from '../cli';
import { runsFolder } from '../engine';
import { EXIT, type ExitCode } from '../exit-code';
import { engineFailure, type Failure, fail, problem } from '../failure';
import { findRun } from '../find-run';

interface Options {
  readonly to: string;
  readonly output: string;
  readonly weights?: WhichWeights;
  readonly runs?: string;
  readonly json?: boolean;
}

export const addExport: AddCommand = (program, cli) => {
  const formats = exportFormats.map(({ id, summary }) => `${id}: ${summary}`).join('\n');
  program
    .command('export <run>')
    .summary('take a trained network away in the format of another tool')
    .description(
      "Writes a run's network with its weights. The file is opened again and must predict as the network does, or " +
        'nothing is written. The run is its id, the beginning of one, "latest", or its folder.',
    )
    .requiredOption('--to <format>', `the format: ${exportFormats.map(({ id }) => id).join(', ')}`)
    .requiredOption('-o, --output <path>', 'where to; several files go into a folder, or an archive if it ends in .zip')
    .addOption(weightsOption('those that the run ended with'))
    .addOption(runsOption())
    .addOption(jsonOption())
    .addHelpText('after', `\nFormats:\n${formats}`)
    .action(
      exits(cli, async (run: string, options: Options) => {
        const exported = await exportRun(cli, run, options);
        return exported.ok ? exported.value : fail(cli.terminal, options.json === true, exported.error);
      }),
    );
};

async function exportRun(cli: Cli, words: string, options: Options): Promise<Result<ExitCode, Failure>> {
  const { to, output, weights, json } = options;
  const format = exportFormats.find(({ id }) => id === to);
  if (!format) {
    const known = exportFormats.map(({ id }) => id);
    return err(engineFailure({ code: 'export/unknown-format', format: to, known }));
  }
  const wrongName = whyNotNamed(format, output);
  if (wrongName) return err(wrongName);
  const found = await findRun(words, runsFolder(options.runs));
  if (!found.ok) return found;
  const { run } = found.value;
  return askEngine(
    cli,
    found.value,
    client => client.request('runs.export', { run, format: to, weights }),
    async exported => {
      const { files, maxDifference } = exported;
      const written = await writeExport(files, output);
      if (!written.ok) return err(problem(written.error.code, written.error.message));
      const report = { run, format: to, weights: exported.weights, files: written.value, maxDifference };
      if (json) cli.terminal.out(JSON.stringify(report));
      else {
        for (const file of written.value) cli.terminal.out(`Wrote ${file}`);
        cli.terminal.note(
          `Opened again, it predicts as the network does (largest difference ${describe(maxDifference)}).`,
        );
      }
      return ok(EXIT.done);
    },
  );
}

const describe = (difference: number): string => (difference === 0 ? '0' : difference.toExponential(1));

/** Why the output can't have that name: other tools go by the ending. */
function whyNotNamed({ title, fileEnding }: ExportFormat, output: string): Failure | undefined {
  if (fileEnding === '.zip' || output.toLowerCase().endsWith(fileEnding)) return undefined;
  const message = `${output}: a ${title} file must end in ${fileEnding}, or it will not be opened; try -o model${fileEnding}.`;
  return problem('export/file-ending', message);
}
