import { Option } from 'commander';
import { CODE_LANGUAGES, type CodeLanguage, codeText } from '#shared/code/code';
import { generateCode } from '#shared/code/generate';
import { describeProblem, placeOfProblem } from '#shared/problems/describe';
import type { Problem } from '#shared/problems/problem';
import { checkProject } from '#shared/project/check';
import { err, ok, type Result } from '#shared/result';
import { Datasets, defaultDatasets } from '../../data/datasets';
import { writeFileAtomic } from '../../files/atomic';
import { type AddCommand, type Cli, exits, jsonOption } from '../cli';
import { EXIT } from '../exit-code';
import { type Failure, fail, problem } from '../failure';
import { readProject } from '../read-project';

interface Options {
  readonly to: CodeLanguage;
  readonly output?: string;
  readonly json?: boolean;
}

export const addCode: AddCommand = (program, cli) => {
  program
    .command('code <file>')
    .summary('a project as a Python or TypeScript program')
    .description(
      'Writes the whole project (data, network and training) as a program for Keras 3 or TensorFlow.js. ' +
        'What the program does not do is said in its comments, and on standard error.',
    )
    .addOption(new Option('--to <language>', 'the language').choices(CODE_LANGUAGES).makeOptionMandatory())
    .option('-o, --output <file>', 'the file to write, in place of standard output')
    .addOption(jsonOption())
    .action(
      exits(cli, async (file: string, options: Options) => {
        const written = await writeCode(cli, file, options);
        return written.ok ? EXIT.done : fail(cli.terminal, options.json === true, written.error);
      }),
    );
};

async function writeCode(
  { terminal }: Cli,
  file: string,
  { to, output, json }: Options,
): Promise<Result<null, Failure>> {
  const project = await readProject(file);
  if (!project.ok) return project;
  const wrong = checkProject(project.value).problems.find(({ severity }) => severity === 'error');
  if (wrong) return err(refusal(file, wrong));
  // The names of columns and classes; the program is written without them where the data are not there.
  const info = await new Datasets(defaultDatasets()).info(project.value.data);
  const code = generateCode(project.value, to, info.ok ? info.value : undefined);
  const text = codeText(code);
  if (output !== undefined) {
    const written = await writeFileAtomic(output, text);
    if (!written.ok) return err(problem(written.error.code, written.error.message));
  }
  if (json) {
    const made = output === undefined ? { code: text } : { file: output };
    terminal.out(JSON.stringify({ language: to, ...made, notes: code.notes }));
    return ok(null);
  }
  terminal.out(output === undefined ? text.trimEnd() : `Wrote ${output}`);
  for (const { message } of code.notes) terminal.note(`note: ${message}`);
  return ok(null);
}

function refusal(file: string, wrong: Problem): Failure {
  const place = placeOfProblem(wrong);
  return problem(
    wrong.cause.code,
    `${file}: ${place === undefined ? '' : `${place}: `}${describeProblem(wrong.cause)}`,
  );
}
