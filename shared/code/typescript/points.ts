import type { Printer } from '../printer';
import { type CodeData, numberOption, textOption } from '../target';
import { writeLoad, writeSamples } from './samples';

const PATTERNS: Readonly<Record<string, readonly string[]>> = {
  moons: [
    'const angle = (Math.PI * i) / (count - 1);',
    'return label === 0',
    '  ? [Math.cos(angle), Math.sin(angle)]',
    '  : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];',
  ],
  circles: [
    'const angle = (2 * Math.PI * i) / count;',
    'const radius = label === 0 ? 1 : 0.5;',
    'return [radius * Math.cos(angle), radius * Math.sin(angle)];',
  ],
  spirals: [
    'const part = i / (count - 1);',
    'const angle = 2 * Math.PI * 1.25 * part + label * Math.PI;',
    'return [1.5 * part * Math.cos(angle), 1.5 * part * Math.sin(angle)];',
  ],
};

export function writePoints(printer: Printer, data: CodeData): void {
  const pattern = textOption(data, 'pattern', 'moons');
  const count = numberOption(data, 'samples', 1000);
  const half = Math.floor(count / 2);
  writeSamples(printer, data);
  printer.blank();
  printer.lines(
    `/** The i-th of the points of one class of two ${pattern}, without noise. */`,
    'function point(label: number, i: number, count: number): number[] {',
  );
  printer.inside(() => printer.lines(...(PATTERNS[pattern] ?? PATTERNS.moons ?? [])));
  printer.lines('}');
  writeLoad(printer, 'Two classes of points in the plane; a fifth of each is for validation.', () => {
    const seed = numberOption(data, 'seed', 0);
    printer.lines(
      `const counts = [${half}, ${count - half}];`,
      'const noise = tf',
      `  .randomNormal([${count}, 2], 0, ${numberOption(data, 'noise', 0.1)}, "float32", ${seed})`,
      '  .arraySync() as number[][];',
      'const labels = counts.flatMap((count, label) =>',
      '  Array<number>(count).fill(label),',
      ');',
      'const rows = labels.map((label, i) => {',
      '  const first = label === 0 ? 0 : counts[0]!;',
      '  const clean = point(label, i - first, counts[label]!);',
      '  return clean.map((value, axis) => value + noise[i]![axis]!);',
      '});',
      'const [training, validation] = split(labels, 0.2);',
      'const samples = (chosen: number[]): Samples => ({',
      '  x: tf.tensor2d(chosen.map((i) => rows[i]!)),',
      '  y: asColumn(chosen.map((i) => labels[i]!)),',
      '});',
      'return { training: samples(training), validation: samples(validation) };',
    );
  });
}
