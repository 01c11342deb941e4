import { err, ok, type Result } from '#shared/result';

const MARKS: readonly (readonly [encoding: string, bytes: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** The text of a file: UTF-8, or what its byte order mark says, which is left out. The error is the end of a sentence. */
export function decodeText(bytes: Uint8Array): Result<string, string> {
  const [encoding = 'utf-8'] = MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte)) ?? [];
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    return err('is no text in UTF-8: save it in that encoding');
  }
  if (text.includes('\0')) return err('is no text: it holds bytes of 0');
  return text.trim() === '' ? err('is empty') : ok(text);
}
