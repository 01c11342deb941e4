import { onTestFinished } from 'vitest';
import { makeTempFolder } from '../../support/temp-folder';

/** A new folder that goes when the running test ends. */
export async function tempFolder(): Promise<string> {
  const folder = await makeTempFolder('unit');
  onTestFinished(folder.remove);
  return folder.path;
}
