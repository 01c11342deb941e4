import type { MixingAugmentation } from '../../data/augmentations/augmentations';
import { isCut, mixingOf } from '../mixing';
import { quoted } from '../names';
import type { CodeNetwork } from '../network';
import type { Printer } from '../printer';
import type { CodeData, CodeEnd } from '../target';
import { augmentationCalls } from './augmentations';
import { weightsByHand } from './losses';

/** How samples reach `fit()`. */
export interface TypeScriptFeed {
  /** Whether `examples()` makes of them what the network takes and what it learns. */
  readonly hasExamples: boolean;
  /** Whether they are augmented or mixed anew for each batch. */
  readonly isBatched: boolean;
  /** Whether `normalize` has to see the training samples first. */
  readonly isComputed: boolean;
}

/** Writes `prepare()`, `examples()` and `batches()`, where the samples are not fed as they come. */
export function writePrepare(printer: Printer, data: CodeData, network: CodeNetwork): TypeScriptFeed {
  const isComputed = data.preprocessing.normalization.type === 'computed';
  const augmentations = (data.settings.augmentations ?? []).flatMap(augmentation =>
    augmentationCalls(augmentation, data.sampleShape.at(-1) ?? 1),
  );
  const mixing = mixingOf(data.settings.augmentations);
  const isAugmented = augmentations.length > 0;
  const isPrepared = isAugmented || Object.values(steps(data)).some(lines => lines.length > 0);
  if (isPrepared) writeSteps(printer, data, augmentations);
  const learned = taught(data, network);
  const isPlain = network.inputs.length < 2 && !isPrepared && mixing.length === 0 && learned === 'y';
  if (isPlain) return { hasExamples: false, isBatched: false, isComputed };
  printer.blank();
  printer.lines('/** What the network takes of samples, and what it is to put out for them. */');
  printer.lines(`function examples({ x, y }: Samples${isAugmented ? ', training = false' : ''}) {`);
  printer.inside(() => {
    for (const { node, learns } of data.ends) {
      if (learns === 'other')
        printer.note(`What ${node} learns is not among what loadData() gives: put it here.`, node);
    }
    const seen = isPrepared ? `tf.tidy(() => prepare(x as tf.Tensor4D${isAugmented ? ', training' : ''}))` : 'x';
    const all = network.inputs.map(() => 'seen');
    printer.lines(
      `const seen = ${isPrepared && data.sampleShape.length !== 3 ? seen.replace(' as tf.Tensor4D', '') : seen};`,
      `const xs = ${all.length > 1 ? `[${all.join(', ')}]` : 'seen'};`,
      `return { xs, ys: ${learned} };`,
    );
  });
  printer.lines('}');
  const isBatched = isAugmented || mixing.length > 0;
  if (isBatched) writeBatches(printer, data, isAugmented, mixing);
  return { hasExamples: true, isBatched, isComputed };
}

/** What is learned, by the terms `y` and `seen`; of several outputs a list in the model's order. */
function taught({ ends }: CodeData, { outputs }: CodeNetwork): string {
  const [only] = ends;
  if (!only || ends.length === 1) return only ? taughtTo(only) : 'y';
  const inOrder = outputs.flatMap(({ id }) => ends.find(({ node }) => node === id) ?? []);
  return `[${inOrder.map(taughtTo).join(', ')}]`;
}

function taughtTo(end: CodeEnd): string {
  const { learns, label, target, classes } = end;
  if (learns === 'input') return 'seen';
  const own = learns === 'other' || label === undefined ? 'y' : `y.${label}`;
  const isRow = target === 'one-hot' || (weightsByHand(end) && end.loss === 'sparse_categorical_crossentropy');
  if (isRow && !end.numbers) return `oneHot(${own}, ${classes})`;
  return target === 'sign' ? `${own}.mul(2).sub(1)` : own;
}

/** The lines of `prepare()` before and after the augmentations. */
function steps({ preprocessing, sampleShape }: CodeData): { before: readonly string[]; after: readonly string[] } {
  const { size, channels, scaling, normalization } = preprocessing;
  const before: string[] = [];
  if (channels === 'grayscale')
    before.push('if (x.shape[3] === 3) x = x.mul([0.2989, 0.587, 0.114]).sum(3, true) as tf.Tensor4D;');
  if (channels === 'rgb') before.push('if (x.shape[3] === 1) x = tf.tile(x, [1, 1, 1, 3]);');
  if (size.fit !== 'keep') before.push(`x = resize(x, ${size.height}, ${size.width}, ${quoted(size.fit)});`);
  const type = sampleShape.length === 3 ? ' as tf.Tensor4D' : '';
  const after: string[] = [];
  if (scaling === 'bytes') after.push('x = x.mul(255);');
  if (scaling === 'symmetric') after.push('x = x.mul(2).sub(1);');
  if (normalization.type === 'given') {
    const { mean, deviation } = normalization;
    after.push(`x = x.sub(${numbers(mean)}).div(${numbers(deviation)})${type};`);
  }
  if (normalization.type === 'computed') after.push('x = normalize(x);');
  return { before, after };
}

const numbers = (values: readonly number[]): string =>
  values.length === 1 ? `${values[0]}` : `[${values.join(', ')}]`;

function writeSteps(printer: Printer, data: CodeData, augmentations: readonly string[]): void {
  const type = data.sampleShape.length === 3 ? 'tf.Tensor4D' : 'tf.Tensor';
  const { before, after } = steps(data);
  const isComputed = data.preprocessing.normalization.type === 'computed';
  if (isComputed) {
    const cast = type === 'tf.Tensor' ? '' : ` as ${type}`;
    printer.blank();
    printer.lines(
      '/** Brings each channel to a mean of 0 and a deviation of 1; made in main(). */',
      `let normalize = (x: ${type}): ${type} => x;`,
      '',
      '/** Makes `normalize()` of the training samples. */',
      `function learnNormalization(x: ${type}): void {`,
      '  const seen = prepare(x);',
      '  const { mean, variance } = tf.moments(seen, [...seen.shape.keys()].slice(0, -1));',
      '  const deviation = tf.sqrt(variance).maximum(1e-7);',
      `  normalize = (x) => x.sub(mean).div(deviation)${cast};`,
      '}',
    );
  }
  printer.blank();
  const isAugmented = augmentations.length > 0;
  printer.lines(
    '/** What is done to samples before the network sees them. */',
    `function prepare(x: ${type}${isAugmented ? ', training = false' : ''}): ${type} {`,
  );
  printer.inside(() => {
    printer.lines(...before);
    if (isAugmented) {
      printer.lines('if (training) {');
      printer.inside(() => printer.lines(...augmentations.map(call => `x = ${call};`)));
      printer.lines('}');
    }
    printer.lines(...after, 'return x;');
  });
  printer.lines('}');
}

/** The lines that make a batch of the samples in `x` and `own`. */
function batchLines(isAugmented: boolean, mixing: readonly MixingAugmentation[]): readonly string[] {
  const made = `examples({ x: tf.gather(x, chosen), y: own }${isAugmented ? ', true' : ''})`;
  if (mixing.length === 0) return [`return ${made};`];
  const mixed = mixing.map(step => `mix(batch, ${step.alpha}, ${step.probability}${isCut(step) ? ', true' : ''})`);
  return [`let batch: Batch = ${made};`, ...mixed.map(call => `batch = ${call};`), 'return batch;'];
}

function writeBatches(
  printer: Printer,
  { labels }: CodeData,
  isAugmented: boolean,
  mixing: readonly MixingAugmentation[],
): void {
  const taken = labels
    ? `{ ${labels.map(name => `${name}: tf.gather(y.${name}, chosen)`).join(', ')} }`
    : 'tf.gather(y, chosen)';
  printer.blank();
  printer.lines(
    '/** All samples in batches, in another order and changed by chance each time. */',
    'function batches({ x, y }: Samples) {',
    '  return tf.data.generator(function* () {',
    '    const order = Array.from(tf.util.createShuffledIndices(x.shape[0]!));',
    '    while (order.length > 0) {',
    '      const chosen = tf.tensor1d(order.splice(0, BATCH_SIZE), "int32");',
    '      yield tf.tidy(() => {',
    `        const own = ${taken};`,
    ...batchLines(isAugmented, mixing).map(line => `        ${line}`),
    '      });',
    '      chosen.dispose();',
    '    }',
    '  });',
    '}',
  );
}
