import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { removeFolder } from '../files/atomic';
import { cacheFolder } from '../files/cache-folder';
import { type Manifest, readWholeManifest } from './manifest';
import { type Build, type WheelPlatform, wheelPlatform } from './platform';
import { PYTHON_TAGS, TENSORFLOW, tensorflowWheel } from './wheels';

/** Counted up when runtimes made by an older recipe must be made anew (other files, flags or layout). */
const RECIPE = 3;

/** A runtime in the cache that was found whole. */
export type RuntimeFolder = Manifest & {
  readonly folder: string;
  /** Full path of the binding. */
  readonly bindingPath: string;
  /** Full path of the addon that loads the binding quietly, where there is one. */
  readonly hushPath: string | undefined;
};

const name = (what: string, tfjs: string) => `${what}-${process.platform}-${process.arch}-tfjs-${tfjs}-r${RECIPE}`;

/** Where the runtime made from a wheel lives. Everything that makes two runtimes differ is in the name. */
export const wheelRuntimeFolder = (build: Build, tfjs: string): string =>
  cacheFolder('runtime', name(`tensorflow-${TENSORFLOW}-${build}`, tfjs));

/** Where the runtime made of tfjs's own downloads lives. */
export const prebuiltRuntimeFolder = (tfjs: string): string => cacheFolder('runtime', name('prebuilt', tfjs));

/** Reads one runtime and checks it; null when it is missing or damaged. */
export async function readRuntime(folder: string): Promise<RuntimeFolder | null> {
  const manifest = await readWholeManifest(folder);
  return (
    manifest && {
      ...manifest,
      folder,
      bindingPath: join(folder, manifest.binding),
      hushPath: manifest.hush && join(folder, manifest.hush),
    }
  );
}

/**
 * Removes what older recipes made of the same TensorFlow as `folder`, about 850 MB each. A process that still computes with one
 * goes on: its libraries are loaded. Call it under the set-up lock, when `folder` is whole.
 */
export async function removeOlderRecipes(folder: string): Promise<void> {
  const [, what, recipe] = /^(.+-r)(\d+)$/.exec(basename(folder)) ?? [];
  const names = await readdir(dirname(folder)).catch(() => []);
  for (const name of names) {
    if (what === undefined || !name.startsWith(what)) continue;
    // Or what was left when one was being made, or removed.
    const [, older] = /^(\d+)(?:\.aside-.+)?$/.exec(name.slice(what.length)) ?? [];
    if (Number(older) < Number(recipe)) await removeFolder(join(dirname(folder), name));
  }
}

/** The best whole runtime in the cache: CUDA build, CPU build, prebuilt. */
export async function bestRuntime(tfjs: string): Promise<RuntimeFolder | null> {
  return (
    (await readRuntime(wheelRuntimeFolder('gpu', tfjs))) ??
    (await readRuntime(wheelRuntimeFolder('cpu', tfjs))) ??
    (await readRuntime(prebuiltRuntimeFolder(tfjs)))
  );
}

/** Where fetched wheels are kept. */
export const wheelsFolder = (): string => cacheFolder('wheels');

/** The cached CPU or CUDA wheel of TensorFlow, whichever Python it is for: it also installs into a Python by pip. */
export function cachedWheel(
  build: Build = 'cpu',
  platform: WheelPlatform | null = wheelPlatform(),
): { path: string; sha256: string } | null {
  if (!platform) return null;
  for (const tag of PYTHON_TAGS) {
    const wheel = tensorflowWheel(platform, build, tag);
    const path = wheel && join(wheelsFolder(), wheel.file);
    if (path && existsSync(path)) return { path, sha256: wheel.sha256 };
  }
  return null;
}
