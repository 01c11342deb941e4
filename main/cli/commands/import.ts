import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { importModel } from '#shared/import/import-model';
import { describeImportError, describeIssue } from '#shared/import/issue';
import { MAX_MODEL_FILE_BYTES } from '#shared/import/model-file';
import { FILE_ENDING } from '#shared/project/project';
import { err, ok, type Result } from '#shared/result';
import { fileProblem } from '../../files/file-problem';
import { type AddCommand, exits, jsonOption } from '../cli';
import { EXIT } from '../exit-code';
import { type Failure, fail, problem } from '../failure';
import { mayWrite, quoted, writeProject } from '../new-file';

interface Options {
  readonly output: string;
  readonly force?: true;
  readonly json?: boolean;
}

export const addImport: AddCommand = (program, cli) => {
  program
    .command('import <file>')
    .summary('make a project of a Keras or TensorFlow.js model')
    .description(
      'Reads the layers of a model: JSON by model.to_json(), a .keras file, or the model.json of a TensorFlow.js layers model. ' +
        'The weights are not taken over. What a project cannot hold is named, and nothing is written then.',
    )
    .requiredOption('-o, --output <project>', `the project file to write, best with the ending ${FILE_ENDING}`)
    .option('--force', 'replace the project file if it exists')
    .addOption(jsonOption())
    .action(
      exits(cli, async (path: string, { output, force, json = false }: Options) => {
        const may = await mayWrite(output, force);
        if (!may.ok) return fail(cli.terminal, json, may.error);
        const bytes = await readModel(path);
        if (!bytes.ok) return fail(cli.terminal, json, bytes.error);
        const imported = importModel(bytes.value, basename(path));
        if (!imported.ok) {
          const { error } = imported;
          const message = `${path}: ${describeImportError(error)}`;
          return fail(cli.terminal, json, problem(error.code, message));
        }
        const { project, notes } = imported.value;
        const written = await writeProject(output, project);
        if (!written.ok) return fail(cli.terminal, json, written.error);
        const layers = project.graph.nodes.length;
        if (json) {
          cli.terminal.out(JSON.stringify({ file: written.value, layers, notes }));
          return EXIT.done;
        }
        for (const note of notes) cli.terminal.note(`receptive: ${describeIssue(note)}`);
        cli.terminal.out(`Wrote ${output} with ${layers} layers; the weights were not taken over.`);
        cli.terminal.out(`Look at it with: receptive check ${quoted(output)}`);
        return EXIT.done;
      }),
    );
};

async function readModel(path: string): Promise<Result<Uint8Array, Failure>> {
  try {
    const { size } = await stat(resolve(path));
    if (size > MAX_MODEL_FILE_BYTES) {
      return err(
        problem('import/too-large', `${path}: the file has ${size} bytes. Save the model with model.to_json().`),
      );
    }
    return ok(await readFile(resolve(path)));
  } catch (cause) {
    const { code, message } = fileProblem(cause, path);
    return err(problem(code, message));
  }
}
