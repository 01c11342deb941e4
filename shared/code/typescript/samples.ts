import type { Printer } from '../printer';
import type { CodeData } from '../target';

const SIGNATURE = 'async function loadData(): Promise<{ training: Samples; validation: Samples }> {';

/** Writes what `loadData()` gives two of. */
export function writeSamples(printer: Printer, { labels, numbers }: CodeData): void {
  printer.blank();
  printer.lines(
    numbers ? '/** Samples, each with the numbers to predict. */' : '/** Samples, each with its label. */',
    'interface Samples {',
    '  x: tf.Tensor;',
    labels ? `  y: { ${labels.map(label => `${label}: tf.Tensor`).join('; ')} };` : '  y: tf.Tensor;',
    '}',
  );
}

/** Writes `loadData()`. @param says what is read, as a sentence */
export function writeLoad(printer: Printer, says: string, write: () => void): void {
  printer.blank();
  printer.lines(`/** ${says} */`, SIGNATURE);
  printer.inside(write);
  printer.lines('}');
}
