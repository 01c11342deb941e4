import { get as httpGet, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { err, ok, type Result } from '#shared/result';
import { cancelled, connectionProblem, type DownloadProblem } from './download-problem';

const MAX_REDIRECTS = 5;

export type HttpAnswer = { readonly response: IncomingMessage; readonly url: URL };
export type HttpOptions = { headers: Record<string, string>; idleMs: number; signal?: AbortSignal | undefined };

/**
 * A GET that follows up to five redirects, never from https down to http.
 * @returns the answer with its body still to read; whoever takes it reads or destroys it
 */
export async function request(start: URL, options: HttpOptions): Promise<Result<HttpAnswer, DownloadProblem>> {
  let url = start;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const answer = await requestOnce(url, options);
    if (!answer.ok) return answer;
    const { statusCode = 0, headers } = answer.value;
    if (![301, 302, 303, 307, 308].includes(statusCode) || !headers.location)
      return ok({ response: answer.value, url });
    answer.value.destroy();
    const next = nextUrl(headers.location, url);
    if (!next)
      return err({
        code: 'download/redirect',
        message: `${url.host} sent us to an address that is not safe to follow.`,
      });
    url = next;
  }
  return err({ code: 'download/redirect', message: `${start.host} redirects in a circle.` });
}

function nextUrl(location: string, from: URL): URL | null {
  try {
    const next = new URL(location, from);
    const safe = next.protocol === 'https:' || (next.protocol === 'http:' && from.protocol === 'http:');
    return safe ? next : null;
  } catch {
    return null;
  }
}

function requestOnce(
  url: URL,
  { headers, idleMs, signal }: HttpOptions,
): Promise<Result<IncomingMessage, DownloadProblem>> {
  return new Promise(resolve => {
    if (signal?.aborted) return resolve(err(cancelled));
    const get = url.protocol === 'https:' ? httpsGet : httpGet;
    const asked = get(url, { headers, signal }, response => resolve(ok(response)));
    // The socket's own timer also covers the body: a silent server destroys the answer with this error.
    asked.setTimeout(idleMs, () => asked.destroy(new Error(`no data for ${Math.round(idleMs / 1000)} s`)));
    asked.on('error', cause => resolve(err(signal?.aborted ? cancelled : connectionProblem(cause, url))));
  });
}
