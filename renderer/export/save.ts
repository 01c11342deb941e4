import { zip } from 'fflate';
import type { ExportedFile } from '#shared/protocol/requests';
import { err, ok, type Result } from '#shared/result';

/** Files as one archive, each deflated; paths as they are. */
function archive(files: readonly ExportedFile[]): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    zip(Object.fromEntries(files.map(({ path, bytes }) => [path, bytes])), (error, bytes) =>
      error ? reject(error) : resolve(bytes),
    );
  });
}

/** A file name out of any text: letters, digits, `-` and `_` stay. */
export const fileStem = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}_-]+/gu, '-')
    .replace(/^-+|-+$/g, '') || 'network';

/** The one file that a user saves: the exported one, or an archive where there are several. */
export async function bundle(
  files: readonly ExportedFile[],
  stem: string,
  fileEnding: string,
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const [only, ...others] = files;
  if (only && others.length === 0) return { name: `${stem}${fileEnding}`, bytes: only.bytes };
  return { name: `${stem}.zip`, bytes: await archive(files) };
}

/** Where a file was saved, `null` where the user cancelled; the error is a sentence. */
export type Saved = Result<{ readonly where: string } | null, string>;

/** Saves through the desktop's dialog, or as a download. */
export async function saveFile(name: string, bytes: Uint8Array): Promise<Saved> {
  if (window.receptive) {
    const saved = await window.receptive.files.saveBytes({ suggestedName: name, bytes });
    if (saved === null) return ok(null);
    return 'error' in saved ? err(saved.error.message) : ok({ where: saved.path });
  }
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return ok({ where: name });
}
