import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { err, ok, type Result } from '#shared/result';
import { writeFileAtomic } from './atomic';
import { cancelled, connectionProblem, type DownloadProblem, statusProblem } from './download-problem';
import { errorCode, fileProblem } from './file-problem';
import { type HttpAnswer, request } from './http-request';

export type { DownloadProblem } from './download-problem';

export type DownloadOptions = {
  url: string;
  /** The file to make. What has arrived so far waits beside it as `NAME.part`. */
  to: string;
  /** Hex digest that the whole file must have. */
  sha256?: string;
  /** Refuse anything larger, in bytes. */
  maxBytes?: number;
  /** Called with the bytes that are there and, where the server says it, the whole. */
  report?: (done: number, total: number | undefined) => void;
  signal?: AbortSignal;
  /** Give a connection up after this long without a byte. Default 30 s. */
  idleMs?: number;
  /** How often a broken connection is taken up again. Default 4. */
  retries?: number;
};

export type Downloaded = { readonly path: string; readonly bytes: number; readonly sha256: string };

/**
 * Downloads a file over HTTP(S). A cut connection is resumed where it stopped, in this call and in later ones; the file appears
 * at `to` only when it is whole and, if a digest is given, right.
 */
export async function download(options: DownloadOptions): Promise<Result<Downloaded, DownloadProblem>> {
  const { to, signal, retries = 4 } = options;
  try {
    await mkdir(dirname(to), { recursive: true });
    for (let attempt = 0; ; attempt++) {
      const before = await partSize(to);
      const got = await fetchRest(options);
      const problem = got.ok ? await finish(options, got.value) : got.error;
      if (!('code' in problem)) return ok(problem);
      if (!worthRetrying(problem, before) || attempt >= retries) return err(problem);
      if (!(await pause(attempt, signal))) return err(cancelled);
    }
  } catch (cause) {
    return err(fileProblem(cause, to));
  }
}

/** A broken connection is; wrong content only when an older, perhaps stale part was continued. */
function worthRetrying(problem: DownloadProblem, before: number): boolean {
  if (problem.code === 'download/status') return problem.status >= 500 || problem.status === 416;
  return problem.code === 'download/interrupted' || (problem.code === 'download/wrong-content' && before > 0);
}

async function pause(attempt: number, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await sleep(Math.min(4000, 250 * 2 ** attempt), undefined, { signal });
    return true;
  } catch {
    return false;
  }
}

const partOf = (to: string) => `${to}.part`;
/** Says which version of the resource the part belongs to; without it a part is not continued. */
const tagOf = (to: string) => `${to}.part.tag`;

async function partSize(to: string): Promise<number> {
  return stat(partOf(to)).then(
    found => found.size,
    () => 0,
  );
}

async function dropPart(to: string): Promise<void> {
  await rm(partOf(to), { force: true });
  await rm(tagOf(to), { force: true });
}

/** Asks for what is missing and appends it to the part. Resolves when the body has ended as announced. */
async function fetchRest(options: DownloadOptions): Promise<Result<HttpAnswer, DownloadProblem>> {
  const { to, signal, idleMs = 30_000 } = options;
  const [tagUrl, tag] = (await readFile(tagOf(to), 'utf8').catch(() => '')).split('\n');
  let have = tag && tagUrl === options.url ? await partSize(to) : 0;
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (have > 0 && tag) Object.assign(headers, { range: `bytes=${have}-`, 'if-range': tag });

  const answer = await request(new URL(options.url), { headers, idleMs, signal });
  if (!answer.ok) return answer;
  const { response, url } = answer.value;
  const status = response.statusCode ?? 0;
  if (status !== 200 && status !== 206) {
    response.destroy();
    if (status === 416) await dropPart(to);
    return err(statusProblem(status, url));
  }
  if (status === 206 && !response.headers['content-range']?.startsWith(`bytes ${have}-`)) {
    response.destroy();
    await dropPart(to);
    return err({ code: 'download/interrupted', message: `${url.host} sent another part than the one asked for.` });
  }
  if (status === 200) {
    have = 0;
    await startPart(options, response.headers.etag ?? response.headers['last-modified']);
  }
  return readBody(options, answer.value, have);
}

async function startPart({ to, url }: DownloadOptions, tag: string | undefined): Promise<void> {
  await dropPart(to);
  // A weak tag promises like content, not the same bytes, so it can't join two halves.
  if (!tag || tag.startsWith('W/')) return;
  const written = await writeFileAtomic(tagOf(to), `${url}\n${tag}`);
  if (!written.ok) await rm(tagOf(to), { force: true });
}

async function readBody(
  { to, maxBytes = Number.POSITIVE_INFINITY, report, signal }: DownloadOptions,
  answer: HttpAnswer,
  have: number,
): Promise<Result<HttpAnswer, DownloadProblem>> {
  const { response, url } = answer;
  const announced = Number(response.headers['content-length'] ?? Number.NaN);
  const total = Number.isFinite(announced) ? have + announced : undefined;
  const tooLarge = err<DownloadProblem>({
    code: 'download/too-large',
    message: `${url.pathname} is larger than ${maxBytes} bytes.`,
  });
  if (total !== undefined && total > maxBytes) {
    response.destroy();
    return tooLarge;
  }
  let done = have;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      done += chunk.length;
      report?.(done, total);
      next(done > maxBytes ? new Error('too large') : null, chunk);
    },
  });
  try {
    await pipeline(response, count, createWriteStream(partOf(to), { flags: have > 0 ? 'a' : 'w' }));
    return ok(answer);
  } catch (cause) {
    if (done > maxBytes) {
      await dropPart(to);
      return tooLarge;
    }
    if (signal?.aborted) return err(cancelled);
    const code = errorCode(cause);
    if (code && ['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'EIO', 'EFBIG'].includes(code))
      return err(fileProblem(cause, to));
    return err(connectionProblem(cause, url));
  }
}

/** Checks the whole part and gives it its name. A wrong one is thrown away, so that the next try starts clean. */
async function finish({ to, sha256 }: DownloadOptions, { url }: HttpAnswer): Promise<Downloaded | DownloadProblem> {
  const part = partOf(to);
  const bytes = await partSize(to);
  const digest = await sha256OfFile(part);
  if (sha256 && digest !== sha256) {
    await dropPart(to);
    const message = `${url.host} sent other bytes than expected for ${url.pathname} (sha256 ${digest}, not ${sha256}). They were thrown away.`;
    return { code: 'download/wrong-content', message };
  }
  const file = await open(part, 'r+');
  await file.sync().finally(() => file.close());
  await rename(part, to);
  await rm(tagOf(to), { force: true });
  return { path: to, bytes, sha256: digest };
}

/** Hex SHA-256 of a file, read in pieces. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
