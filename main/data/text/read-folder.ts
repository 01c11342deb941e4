import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SkippedFile } from '#shared/data/dataset';
import { err, ok, type Result } from '#shared/result';
import { errorCode, fileProblem } from '../../files/file-problem';
import type { LoadContext } from '../define';
import type { ClassFile, ClassFolder, KindOfFiles } from '../image-folder/list-folder';
import type { Part } from '../own-files/parts';
import { afterPieces, megabytes } from '../own-files/reading';
import { decodeText } from './decode-text';
import type { LabelledText, TextProblem, Texts } from './texts';

/** A longer one is a whole book, or no text. */
const MOST_BYTES = 4 * 2 ** 20;
/** Files that are opened at once. */
const AT_ONCE = 64;

export const TEXT_FILES: KindOfFiles = {
  noun: 'texts',
  formats: 'TXT',
  kindByName: name => {
    if (/\.txt$/i.test(name)) return 'text';
    return /\.(docx?|pdf|rtf|odt|html?|md|epub)$/i.test(name) ? 'unsupported' : 'other';
  },
  notSupported: 'only plain text is read: save it as .txt',
};

/** Reads the texts of a folder; what cannot be read is listed. @throws ReadingStopped */
export async function readTextFolder(
  { path, classes, files, isSplit, skipped }: ClassFolder,
  context?: LoadContext,
): Promise<Result<Texts, TextProblem>> {
  const texts: LabelledText[] = [];
  const labels: number[] = [];
  const parts: Part[] = [];
  const unreadable: SkippedFile[] = [];
  const after = afterPieces(context);
  for (let start = 0; start < files.length; start += AT_ONCE) {
    const some = files.slice(start, start + AT_ONCE);
    const read = await Promise.all(some.map(file => readText(path, file)));
    for (const [i, { file, classIndex, part }] of some.entries()) {
      const text = read[i];
      if (!text?.ok) {
        unreadable.push({ file, reason: text?.error ?? 'cannot be read' });
        continue;
      }
      texts.push({ text: text.value, name: file });
      labels.push(classIndex);
      parts.push(part);
    }
    after(() => `Reading texts: ${start.toLocaleString('en-US')} of ${files.length.toLocaleString('en-US')}`);
  }
  const missing = classes.find((_, index) => !labels.includes(index));
  if (missing !== undefined) {
    const [first] = unreadable;
    const hint = first ? ` (${first.file} ${first.reason})` : '';
    return err({ option: 'folder', message: `no text of the class "${missing}" can be read${hint}` });
  }
  return ok({
    classes,
    texts,
    labels: Int32Array.from(labels),
    parts: isSplit ? parts : null,
    skipped: [...skipped, ...unreadable],
  });
}

/** The error is the end of a sentence. */
async function readText(folder: string, { file }: ClassFile): Promise<Result<string, string>> {
  const path = join(folder, file);
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) return err(`is longer than ${megabytes(MOST_BYTES)}: cut it into pieces`);
    return decodeText(await readFile(path));
  } catch (cause) {
    if (errorCode(cause) === undefined) throw cause;
    return err(fileProblem(cause, path).message.slice(path.length + 2));
  }
}
