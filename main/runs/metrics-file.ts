import { appendFile, readFile } from 'node:fs/promises';
import { MetricPoint } from '#shared/protocol/session';
import { err, type Result } from '#shared/result';
import { writeFileAtomic } from '../files/atomic';
import { attempt, type FileFailed, fileFailed } from './file-failed';

const toLines = (points: readonly MetricPoint[]): string => points.map(point => `${JSON.stringify(point)}\n`).join('');

/** Adds points to `metrics.jsonl`, one JSON object a line. */
export const appendMetrics = (path: string, points: readonly MetricPoint[]): Promise<Result<void, FileFailed>> =>
  attempt(path, () => appendFile(path, toLines(points)));

/** Puts these points in the place of all; torn lines go as well. */
export async function replaceMetrics(path: string, points: readonly MetricPoint[]): Promise<Result<void, FileFailed>> {
  const written = await writeFileAtomic(path, toLines(points));
  return written.ok ? written : err(fileFailed(written.error));
}

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
