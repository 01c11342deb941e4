import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatProject } from '#shared/project/file';
import type { Project } from '#shared/project/project';
import { mnistCnn } from '#shared/templates/mnist-cnn';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { receptive } from './receptive';

let folder: TempFolder;
beforeEach(async () => {
  folder = await makeTempFolder('cli-code');
});
afterEach(() => folder.remove());

/** What a TypeScript program leaves out, and says so. */
const NOTE = 'All is computed in float32: TensorFlow.js has no mixed_bfloat16.';

function mixedPrecision(): Project {
  const project = mnistCnn.project();
  return { ...project, training: { ...project.training, precision: 'mixed_bfloat16' } };
}

async function fileOf(project: Project): Promise<string> {
  const file = path.join(folder.path, 'project.receptive.json');
  await writeFile(file, formatProject(project));
  return file;
}

test('code prints a program in either language', async () => {
  const file = await fileOf(mixedPrecision());
  const python = await receptive('code', file, '--to', 'python');
  expect({ code: python.code, err: python.err }).toEqual({ code: 0, err: '' });
  expect(python.out).toContain('layers.Dense(10, activation="softmax"),');
  const typescript = await receptive('code', file, '--to', 'typescript');
  expect(typescript.code).toBe(0);
  expect(typescript.out).toContain('tf.layers.dense({ units: 10, activation: "softmax" }),');
  expect(typescript.err).toContain(`note: ${NOTE}`);
});

test('code -o writes the file; --json tells of it and what differs', async () => {
  const target = path.join(folder.path, 'digits.ts');
  const file = await fileOf(mixedPrecision());
  const { code, out } = await receptive('code', file, '--to', 'typescript', '-o', target, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    language: 'typescript',
    file: target,
    notes: [{ message: NOTE }],
  });
  expect(await readFile(target, 'utf8')).toContain('import * as tf from "@tensorflow/tfjs-node";');
});

test('a network in error is refused, with its place', async () => {
  const project = mnistCnn.project();
  const edges = project.graph.edges.slice(1);
  const file = await fileOf({ ...project, graph: { ...project.graph, edges } });
  const { code, out, err } = await receptive('code', file, '--to', 'python');
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain('conv2d_1');
});

test('an unknown language is wrong usage', async () => {
  const { code, err } = await receptive('code', 'any.json', '--to', 'cobol');
  expect(code).toBe(2);
  expect(err).toContain('python, typescript');
});
