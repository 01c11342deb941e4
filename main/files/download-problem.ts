import { errorCode, type FileProblem } from './file-problem';

/** Why a download did not end with the right file. */
export type DownloadProblem =
  | { readonly code: 'download/offline'; readonly host: string; readonly message: string }
  | { readonly code: 'download/status'; readonly status: number; readonly message: string }
  | { readonly code: 'download/interrupted'; readonly message: string }
  | { readonly code: 'download/too-large'; readonly message: string }
  | { readonly code: 'download/wrong-content'; readonly message: string }
  | { readonly code: 'download/redirect'; readonly message: string }
  | { readonly code: 'download/cancelled'; readonly message: string }
  | FileProblem;

const OFFLINE = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
]);

/** Names for a failed connection: no way to the host at all, or a way that broke. */
export function connectionProblem(cause: unknown, url: URL): DownloadProblem {
  const code = errorCode(cause);
  if (code && OFFLINE.has(code)) {
    const message = `${url.host} can't be reached (${code}). Check the network connection or proxy, then try again.`;
    return { code: 'download/offline', host: url.host, message };
  }
  const why = cause instanceof Error ? cause.message : String(cause);
  return {
    code: 'download/interrupted',
    message: `The connection to ${url.host} broke: ${why}. Try again; it goes on where it stopped.`,
  };
}

export const statusProblem = (status: number, url: URL): DownloadProblem => ({
  code: 'download/status',
  status,
  message: `${url.host} answered ${status} for ${url.pathname}.`,
});

export const cancelled: DownloadProblem = { code: 'download/cancelled', message: 'The download was cancelled.' };
