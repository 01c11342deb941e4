import type { DatasetReport } from '#shared/data/dataset';
import { type NodeAnalysis, parameterCount } from '#shared/graph/analyze';
import { formatShape } from '#shared/graph/shape';
import { describeProblem, placeOfProblem } from '#shared/problems/describe';
import type { Problem } from '#shared/problems/problem';
import { canTrain, type ProjectCheck } from '#shared/project/check';
import type { Project } from '#shared/project/project';
import { checkWithDataset, readOwnFiles } from '../check-project';
import { type AddCommand, type Cli, exits, jsonOption } from '../cli';
import { EXIT } from '../exit-code';
import { fail } from '../failure';
import { readProject } from '../read-project';
import { reportLines } from '../report-lines';
import { formatBytes, grouped, table } from '../table';

export const addCheck: AddCommand = (program, cli) => {
  program
    .command('check <file>')
    .summary('shapes, parameters and problems of a project')
    .description(
      'Prints the output shape, parameters and multiply-adds of every node, and each problem with its node. ' +
        'The exit code is 1 if the project cannot be trained.',
    )
    .addOption(jsonOption())
    .action(
      exits(cli, async (file: string, { json = false }: { json?: boolean }) => {
        const project = await readProject(file);
        if (!project.ok) return fail(cli.terminal, json, project.error);
        const check = await checkWithDataset(project.value);
        if (!check.ok) return fail(cli.terminal, json, check.error);
        const report = await readOwnFiles(project.value, cli.terminal);
        if (!report.ok) return fail(cli.terminal, json, report.error);
        if (json) cli.terminal.out(JSON.stringify(summarize(project.value, check.value, report.value)));
        else print(cli, file, project.value, check.value, report.value);
        return canTrain(check.value) ? EXIT.done : EXIT.problem;
      }),
    );
};

const parametersOf = ({ analysis }: NodeAnalysis): number => (analysis ? parameterCount(analysis) : 0);

/** What `--json` prints; `data` only where the dataset is read from the user's own files. A shape is `null` where something before the node, or in it, is wrong. */
function summarize(project: Project, check: ProjectCheck, report: DatasetReport | null) {
  return {
    name: project.name,
    canTrain: canTrain(check),
    parameters: check.parameters,
    trainableParameters: check.trainableParameters,
    multiplyAdds: check.multiplyAdds,
    nodes: [...check.nodes.values()].map(node => ({
      id: node.node.id,
      type: node.node.type,
      outputShape: node.analysis?.output ?? null,
      parameters: parametersOf(node),
      multiplyAdds: node.analysis?.multiplyAdds ?? 0,
    })),
    problems: check.problems.map(({ node, stage, cause, severity, fixes }) => ({
      node: node ?? null,
      ...(stage === undefined ? {} : { stage: stage + 1 }),
      code: cause.code,
      severity,
      message: describeProblem(cause),
      fixes: fixes.map(fix => fix.label),
    })),
    ...(report ? { data: report } : {}),
  };
}

function print(
  { terminal }: Cli,
  file: string,
  project: Project,
  check: ProjectCheck,
  report: DatasetReport | null,
): void {
  terminal.out(`${file}: ${project.name}, on the dataset ${project.data.dataset}`);
  terminal.out('');
  const lines = table(
    [
      { title: 'Node' },
      { title: 'Layer' },
      { title: 'Output shape' },
      { title: 'Parameters', align: 'right' },
      { title: 'Multiply-adds', align: 'right' },
    ],
    [...check.nodes.values()].map(node => [
      node.node.id,
      node.layer?.title ?? `${node.node.type}?`,
      node.analysis ? formatShape(node.analysis.output) : '?',
      grouped(parametersOf(node)),
      grouped(node.analysis?.multiplyAdds ?? 0),
    ]),
  );
  for (const line of lines) terminal.out(line);
  const { parameters, trainableParameters, multiplyAdds } = check;
  terminal.out('');
  terminal.out(`Parameters:     ${grouped(parameters)} (${formatBytes(4 * parameters)} as float32)`);
  terminal.out(`  trainable:    ${grouped(trainableParameters)}`);
  terminal.out(`Multiply-adds:  ${grouped(multiplyAdds)} a sample`);
  for (const line of report ? reportLines(report) : []) terminal.out(line);
  terminal.out('');
  for (const line of check.problems.flatMap(problemLines)) terminal.out(line);
  terminal.out(verdict(check.problems));
}

function problemLines(problem: Problem): readonly string[] {
  const { severity, cause, fixes } = problem;
  const place = placeOfProblem(problem);
  const message = `${severity}: ${place === undefined ? '' : `${place}: `}${describeProblem(cause)}`;
  return [message, ...fixes.map(({ label }) => `  fix: ${label}`)];
}

function verdict(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const counted = (count: number, thing: string) => `${count} ${thing}${count === 1 ? '' : 's'}`;
  if (errors > 0) return `This cannot be trained: ${counted(errors, 'error')}.`;
  return warnings > 0 ? `This can be trained, with ${counted(warnings, 'warning')}.` : 'This can be trained.';
}
