import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { formatProject } from '#shared/project/file';
import { FILE_ENDING } from '#shared/project/project';
import { templates } from '#shared/templates/catalogue';
import { writeFileAtomic } from '../../files/atomic';
import { errorCode } from '../../files/file-problem';
import { type AddCommand, exits, jsonOption } from '../cli';
import { EXIT } from '../exit-code';
import { fail, problem } from '../failure';

interface Options {
  readonly output: string;
  readonly force?: true;
  readonly json?: boolean;
}

export const addNew: AddCommand = (program, cli) => {
  program
    .command('new <template>')
    .summary('write a template as a project file')
    .description('Writes a template as a project file, to train as it is or to open in the studio.')
    .requiredOption('-o, --output <file>', `the project file to write, best with the ending ${FILE_ENDING}`)
    .option('--force', 'replace the file if it exists')
    .addOption(jsonOption())
    .action(
      exits(cli, async (id: string, { output, force, json = false }: Options) => {
        const template = templates.find(candidate => candidate.id === id);
        if (!template) {
          const known = templates.map(candidate => candidate.id).join(', ');
          return fail(
            cli.terminal,
            json,
            problem('template/unknown', `There is no template "${id}"; known are ${known}.`),
          );
        }
        const file = resolve(output);
        if (!force && (await exists(file))) {
          const message = `${output} exists already. Choose another name, or replace it with --force.`;
          return fail(cli.terminal, json, problem('file/exists', message));
        }
        const written = await writeFileAtomic(file, formatProject(template.project()));
        if (!written.ok) return fail(cli.terminal, json, problem(written.error.code, written.error.message));
        if (json) cli.terminal.out(JSON.stringify({ file, template: id }));
        else cli.terminal.out(`Wrote ${output}. Train it with: receptive train ${quoted(output)}`);
        return EXIT.done;
      }),
    );
};

/** Anything that is not surely absent counts as there: it is for the write itself to say what else is wrong. */
const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    (cause: unknown) => !['ENOENT', 'ENOTDIR', 'EACCES', 'ENAMETOOLONG'].includes(errorCode(cause) ?? ''),
  );

const quoted = (path: string): string => (/^[\w./-]+$/.test(path) || basename(path) === '' ? path : `"${path}"`);
