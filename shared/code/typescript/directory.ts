import type { Printer } from '../printer';
import { type CodeData, numberOption } from '../target';

/** Writes `foldersIn()`. */
export function writeFoldersIn(printer: Printer): void {
  printer.blank();
  printer.lines(
    '/** The names of the folders inside a folder. */',
    'async function foldersIn(folder: string): Promise<string[]> {',
    '  const entries = await readdir(folder, { withFileTypes: true });',
    '  const folders = entries.filter((entry) => entry.isDirectory());',
    '  return folders.map(({ name }) => name).sort();',
    '}',
  );
}

/**
 * Lines that list the files in FOLDER, which has one sub-folder a class and may be divided already: `files` with their class numbers
 * in `labels`, and the places of both parts in `training` and `validation`.
 * @param ending what the names of files match, as a regular expression
 */
export const listFolder = (data: CodeData, ending: string): readonly string[] => [
  'const inside = await foldersIn(FOLDER);',
  'const part = (names: RegExp) => inside.find((name) => names.test(name));',
  'const train = part(/^train(ing)?$/i);',
  'const val = part(/^val(id|idation)?$/i) ?? part(/^test$/i);',
  'const files: string[] = [];',
  'const labels: number[] = [];',
  'const list = async (folder: string): Promise<number[]> => {',
  '  const first = files.length;',
  '  for (const [label, name] of (await foldersIn(folder)).entries()) {',
  '    for (const file of (await readdir(join(folder, name))).sort()) {',
  `      if (!${ending}.test(file)) continue;`,
  '      files.push(join(folder, name, file));',
  '      labels.push(label);',
  '    }',
  '  }',
  '  return [...files.keys()].slice(first);',
  '};',
  'let training = await list(train ? join(FOLDER, train) : FOLDER);',
  'let validation = train && val ? await list(join(FOLDER, val)) : [];',
  'if (validation.length === 0) {',
  `  [training, validation] = split(labels, ${numberOption(data, 'validationShare', 0.2)});`,
  '}',
];
