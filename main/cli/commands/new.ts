import { resolve } from 'node:path';
import type { Fix } from '#shared/problems/problem';
import { checkProject } from '#shared/project/check';
import { FILE_ENDING, type Project } from '#shared/project/project';
import { err, ok, type Result } from '#shared/result';
import { templates } from '#shared/templates/catalogue';
import { changeOutput } from '#shared/training/ends';
import { Loss } from '#shared/training/losses';
import { Datasets, defaultDatasets } from '../../data/datasets';
import { recognize } from '../../data/recognize';
import { type AddCommand, exits, jsonOption } from '../cli';
import { EXIT } from '../exit-code';
import { engineFailure, type Failure, fail, problem } from '../failure';
import { mayWrite, quoted, writeProject } from '../new-file';

interface Options {
  readonly output: string;
  readonly data?: string;
  readonly force?: true;
  readonly json?: boolean;
}

export const addNew: AddCommand = (program, cli) => {
  program
    .command('new <template>')
    .summary('write a template as a project file')
    .description('Writes a template as a project file, to train as it is or to open in the studio.')
    .requiredOption('-o, --output <file>', `the project file to write, best with the ending ${FILE_ENDING}`)
    .option('--data <path>', 'train on these files of your own: a folder of pictures or of texts, CSV, IDX, NPZ or NPY')
    .option('--force', 'replace the file if it exists')
    .addOption(jsonOption())
    .action(
      exits(cli, async (id: string, { output, data, force, json = false }: Options) => {
        const template = templates.find(candidate => candidate.id === id);
        if (!template) {
          const known = templates.map(candidate => candidate.id).join(', ');
          return fail(
            cli.terminal,
            json,
            problem('template/unknown', `There is no template "${id}"; known are ${known}.`),
          );
        }
        const may = await mayWrite(output, force);
        if (!may.ok) return fail(cli.terminal, json, may.error);
        const project =
          data === undefined ? ok(template.project()) : await onOwnData(template.project(), resolve(data));
        if (!project.ok) return fail(cli.terminal, json, project.error);
        const written = await writeProject(output, project.value);
        if (!written.ok) return fail(cli.terminal, json, written.error);
        if (json) cli.terminal.out(JSON.stringify({ file: written.value, template: id }));
        else cli.terminal.out(`Wrote ${output}. Train it with: receptive train ${quoted(output)}`);
        return EXIT.done;
      }),
    );
};

/** A project on files of the user's own, its first and last layer made to fit where a click in the studio would. */
async function onOwnData(project: Project, path: string): Promise<Result<Project, Failure>> {
  const recognized = await recognize(path);
  if (!recognized.ok) return err(engineFailure(recognized.error));
  let fitted: Project = { ...project, data: recognized.value };
  const info = await new Datasets(defaultDatasets()).info(fitted.data);
  if (!info.ok) return err(engineFailure(info.error));
  for (let round = 0; round < 6; round++) {
    const misfit = checkProject(fitted, info.value).problems.find(({ cause }) => MISFITS.has(cause.code));
    const mended = misfit?.fixes.map(fix => withFix(fitted, fix)).find(changed => changed !== null);
    if (!mended) break;
    fitted = mended;
  }
  return ok(fitted);
}

const MISFITS: ReadonlySet<string> = new Set([
  'data/input-shape',
  'data/vocabulary',
  'data/output-shape',
  'loss/classes',
  'loss/target',
  'loss/activation',
]);

/** `null` for a fix that changes more than a setting. */
function withFix(project: Project, fix: Fix): Project | null {
  if (fix.do === 'set-loss') {
    const loss = Loss.safeParse(fix.loss);
    return loss.success ? { ...project, training: { ...project.training, loss: loss.data } } : null;
  }
  if (fix.do === 'set-output') {
    const loss = Loss.safeParse(fix.change.loss);
    if (!loss.success) return null;
    const outputs = changeOutput(project.training.outputs, fix.node, { loss: loss.data });
    return { ...project, training: { ...project.training, outputs } };
  }
  if (fix.do !== 'set-param') return null;
  const nodes = project.graph.nodes.map(node =>
    node.id === fix.node ? { ...node, params: { ...node.params, [fix.param]: fix.value } } : node,
  );
  return { ...project, graph: { ...project.graph, nodes } };
}
