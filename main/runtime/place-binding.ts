import { randomBytes } from 'node:crypto';
import { mkdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from '../files/file-problem';

/** Where tfjs's package looks for its binding when it is loaded by a plain `require`. */
export const bindingPlace = (tfjsFolder: string): string => join(tfjsFolder, 'lib', 'napi-v8', 'tfjs_binding.node');

/**
 * Links a runtime's binding into tfjs's package, so that scripts and tests that `require` it find the same TensorFlow. Receptive itself
 * loads the binding from the cache and does not need the link: where it can't be made, nothing is lost.
 */
export async function placeBinding(tfjsFolder: string, binding: string): Promise<void> {
  const place = bindingPlace(tfjsFolder);
  if ((await readlink(place).catch(() => null)) === binding) return;
  const aside = `${place}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await mkdir(dirname(place), { recursive: true });
    await symlink(binding, aside);
    await rename(aside, place);
  } catch (cause) {
    await rm(aside, { force: true });
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTSUP'].includes(errorCode(cause) ?? '')) throw cause;
  }
}
