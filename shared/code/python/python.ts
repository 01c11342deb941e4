import type { Project } from '../../project/project';
import type { GeneratedCode } from '../code';
import type { CodeNetwork } from '../network';
import { Printer } from '../printer';
import type { CodeData } from '../target';
import { writeData } from './data';
import { PYTHON_WIDTH, printPython } from './format';
import { writeModel } from './model';
import { ONE_CYCLE } from './schedule';
import { judgesSigns, SIGN_ACCURACY, writeMain } from './training';

const newPrinter = () => new Printer({ comment: '#', indent: 4, width: PYTHON_WIDTH, print: printPython });

/** Modules by what shows that a program uses them, in the order of isort. */
const MODULES: readonly (readonly [group: 'standard' | 'installed', line: string, use: RegExp])[] = [
  ['standard', 'import csv', /\bcsv\./],
  ['standard', 'import gzip', /\bgzip\./],
  ['standard', 'import json', /\bjson\./],
  ['standard', 'import math', /\bmath\./],
  ['standard', 'from pathlib import Path', /\bPath\(/],
  ['installed', 'import keras', /\bkeras\./],
  ['installed', 'import numpy as np', /\bnp\./],
  ['installed', 'import tensorflow as tf', /\btf\./],
];
const KERAS_MODULES = ['constraints', 'initializers', 'layers', 'regularizers'];

/** The names of layers that the program looks up. */
function lookedUp({ graph, training }: Project, { inputs }: CodeNetwork, { ends }: CodeData): ReadonlySet<string> {
  if (training.stages.length > 0) return new Set(graph.nodes.map(({ id }) => id));
  const outputs = ends.length > 1 ? ends.map(({ node }) => node) : [];
  return new Set([...(inputs.length > 1 ? inputs.map(({ id }) => id) : []), ...outputs]);
}

/** The whole project as a program for Keras 3. */
export function pythonCode(project: Project, network: CodeNetwork, data: CodeData): GeneratedCode {
  const { training, name } = project;
  const body = newPrinter();
  body.lines(`BATCH_SIZE = ${training.batchSize}`);
  if (training.stages.length === 0) body.lines(`EPOCHS = ${training.epochs}`);
  const fed = writeData(body, data);
  body.blank(2);
  writeModel(body, network, name, lookedUp(project, network, data));
  const program = { name, network, training, data, fed };
  const schedules = [training.schedule, ...training.stages.map(({ schedule }) => schedule)];
  for (const [needed, lines] of [
    [judgesSigns(program), SIGN_ACCURACY],
    [schedules.some(({ type }) => type === 'oneCycle'), ONE_CYCLE],
  ] as const) {
    if (!needed) continue;
    body.blank(2);
    body.lines(...lines);
  }
  body.blank(2);
  writeMain(body, program);
  body.blank(2);
  body.lines('if __name__ == "__main__":', '    main()');

  const head = newPrinter();
  const text = body.code.lines.map(line => line.text).join('\n');
  head.comment(`${name}, written by Receptive for Keras 3.`);
  head.comment('Needs: pip install keras tensorflow');
  head.blank();
  for (const group of ['standard', 'installed'] as const) {
    const used = MODULES.filter(([of, , use]) => of === group && use.test(text)).map(([, line]) => line);
    const own =
      group === 'installed' ? KERAS_MODULES.filter(module => new RegExp(`(?<![.\\w])${module}\\.`).test(text)) : [];
    if (own.length > 0) used.push(`from keras import ${own.join(', ')}`);
    head.lines(...used);
    if (used.length > 0) head.blank();
  }
  return { lines: [...head.code.lines, ...body.code.lines], notes: body.code.notes };
}
