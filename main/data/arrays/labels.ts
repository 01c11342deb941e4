import { err, ok, type Result } from '#shared/result';
import type { NumberArray, TextArray } from './number-array';

/**
 * The label of each sample, as text: an array of one for each, also in one column, or one-hot rows. The error is the end of a
 * sentence.
 */
export function labelsOf(array: NumberArray | TextArray): Result<readonly string[], string> {
  const [count = 0, ...rest] = array.shape;
  const columns = rest.reduce((all, size) => all * size, 1);
  if ('texts' in array) {
    return columns === 1 ? ok(array.texts) : err(`has ${columns} texts a sample, expected one`);
  }
  const { values } = array;
  if (columns === 1) return ok(Array.from(values, String));
  const labels: string[] = [];
  for (let sample = 0; sample < count; sample++) {
    const row = values.subarray(sample * columns, (sample + 1) * columns);
    const hot = row.indexOf(1);
    if (hot < 0 || row.some((value, at) => value !== (at === hot ? 1 : 0))) {
      return err(
        `has ${columns} values a sample, and those of sample ${sample} are not one-hot. Numbers to predict are not supported yet: give one class a sample`,
      );
    }
    labels.push(String(hot));
  }
  return ok(labels);
}
