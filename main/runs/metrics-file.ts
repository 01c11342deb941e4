import { appendFile, readFile } from 'node:fs/promises';
import { MetricPoint } from '#shared/protocol/session';
import type { Result } from '#shared/result';
import { attempt, type FileFailed } from './file-failed';

/** Adds points to `metrics.jsonl`, one JSON object a line. */
export const appendMetrics = (path: string, points: readonly MetricPoint[]): Promise<Result<void, FileFailed>> =>
  attempt(path, () => appendFile(path, points.map(point => `${JSON.stringify(point)}\n`).join('')));

/** Reads the points; a line that a crash or a full disk left torn is skipped. No file means no points. */
export async function readMetrics(path: string): Promise<MetricPoint[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').flatMap(line => {
    const point = MetricPoint.safeParse(parseJson(line));
    return point.success ? [point.data] : [];
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
