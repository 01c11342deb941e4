import { randomBytes } from 'node:crypto';
import { copyFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../files/file-problem';
import { bestRuntime } from './layout';
import { findTfjs } from './packages';

/**
 * A file of the binding that only one thread loads. The binding keeps its tensors in a global of its library, so two threads that
 * load the same file take each other's away; a copy is a library of its own, over the same TensorFlow.
 * @param thread the number of the thread, from 0
 * @returns `null` where there is no runtime, or its folder can't be written
 */
export async function threadBinding(thread: number): Promise<string | null> {
  const tfjs = findTfjs();
  const runtime = tfjs.ok ? await bestRuntime(tfjs.value.version) : null;
  if (!runtime) return null;
  // In the folder of the original: TensorFlow's libraries are found relative to it.
  const copy = join(runtime.folder, `binding-of-thread-${thread}.node`);
  const [there, wanted] = await Promise.all([stat(copy).catch(() => null), stat(runtime.bindingPath)]);
  if (there?.size === wanted.size && there.mtimeMs >= wanted.mtimeMs) return copy;
  const aside = `${copy}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await copyFile(runtime.bindingPath, aside);
    await rename(aside, copy);
    return copy;
  } catch (cause) {
    if (errorCode(cause) === undefined) throw cause;
    await rm(aside, { force: true });
    return null;
  }
}
