import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RuntimeProblem, RuntimeProgress } from '#shared/protocol/runtime';
import { err, ok, type Result } from '#shared/result';
import { buildFolderAtomic, removeLeftovers } from '../files/atomic';
import { cacheFolder } from '../files/cache-folder';
import { type DownloadProblem, download } from '../files/download';
import { filesBelow } from '../files/list-files';
import { cancelledProblem } from './cancelled';
import { diskProblem } from './disk-problem';
import { prebuiltRuntimeFolder } from './layout';
import { writeManifest } from './manifest';
import type { TfjsPackage } from './packages';
import { type PrebuiltSource, prebuiltSource } from './prebuilt-source';
import { runProcess } from './run-process';
import { smokeTest } from './smoke';

export type PrebuiltInstall = {
  tfjs: TfjsPackage;
  report: (progress: RuntimeProgress) => void;
  signal?: AbortSignal | undefined;
};

/**
 * Makes a runtime of tfjs's own downloads: an older TensorFlow and a ready-made binding. For machines where none can be compiled.
 * Its publisher gives no checksums, so TLS and the test at the end are what stands for it. Call it under the set-up lock.
 */
export async function installPrebuilt(install: PrebuiltInstall): Promise<Result<void, RuntimeProblem>> {
  const source = await prebuiltSource(install.tfjs);
  if (!source.ok) return source;
  const target = prebuiltRuntimeFolder(install.tfjs.version);
  await removeLeftovers(target);
  const built = await buildFolderAtomic(target, aside => fill(aside, source.value, install));
  return built.ok ? built : err(diskProblem(built.error));
}

async function fill(
  folder: string,
  source: PrebuiltSource,
  install: PrebuiltInstall,
): Promise<Result<void, RuntimeProblem>> {
  const { tfjs, report, signal } = install;
  // The ready-made binding looks for its libraries at ../../deps/lib, seen from itself (on Windows: beside itself).
  const deps = join(folder, 'deps');
  const library = await fetchAndUnpack(source.library, deps, install);
  if (!library.ok) return library;
  const addons = join(folder, 'lib');
  const addon = await fetchAndUnpack(source.addon, addons, install);
  if (!addon.ok) return addon;

  const files = await filesBelow(folder);
  const binding = files.find(path => basename(path) === 'tfjs_binding.node');
  if (!binding) return err(unexpected(source.addon));
  const placed = join('lib', 'napi', 'tfjs_binding.node');
  await mkdir(join(folder, 'lib', 'napi'), { recursive: true });
  if (binding !== placed) await rename(join(folder, binding), join(folder, placed));
  const dll = files.find(path => basename(path) === 'tensorflow.dll');
  if (dll) await rename(join(folder, dll), join(folder, 'lib', 'napi', 'tensorflow.dll'));

  report({ stage: 'testing', message: 'Testing TensorFlow' });
  const tested = await smokeTest(tfjs.folder, join(folder, placed), signal);
  if (!tested.ok) return tested;
  const needed = (await filesBelow(folder)).filter(path => /\.(node|dll|dylib|so)[.\d]*$/.test(path));
  const about = {
    source: 'prebuilt',
    build: 'cpu',
    binding: placed,
    tensorflow: tested.value.version,
    sawGpu: false,
  } as const;
  const written = await writeManifest(folder, about, needed);
  return written.ok ? ok(undefined) : err(diskProblem(written.error));
}

/** Downloads an archive into the cache, so that a cut connection goes on there, and unpacks it with the system's tar. */
async function fetchAndUnpack(
  url: string,
  to: string,
  { report, signal }: PrebuiltInstall,
): Promise<Result<void, RuntimeProblem>> {
  const name = basename(new URL(url).pathname);
  const archive = await download({
    url,
    to: cacheFolder('downloads', name),
    report: (done, total) => report({ stage: 'downloading', message: `Downloading ${name}`, done, total }),
    ...(signal && { signal }),
  });
  if (!archive.ok) return err(downloadProblem(archive.error));
  report({ stage: 'extracting', message: `Unpacking ${name}` });
  await mkdir(to, { recursive: true });
  // Windows has had bsdtar, which reads zip files too, since 2018.
  const end = await runProcess('tar', ['-xf', archive.value.path, '-C', to], { signal });
  await rm(archive.value.path, { force: true });
  if (end.how === 'cancelled') return err(cancelledProblem);
  return end.how === 'exit' && end.code === 0 ? ok(undefined) : err({ ...unexpected(url), detail: end.stderr.trim() });
}

function downloadProblem(problem: DownloadProblem): RuntimeProblem {
  if (problem.code === 'download/cancelled') return cancelledProblem;
  if ('path' in problem) return diskProblem(problem);
  return {
    code: 'runtime/download',
    what: `tfjs's ready-made TensorFlow can't be fetched. ${problem.message}`,
    howToGet: 'Check the network connection, or set TFJS_NODE_CDN_STORAGE to a mirror, then start again.',
  };
}

const unexpected = (url: string): RuntimeProblem => ({
  code: 'runtime/extract',
  what: `${basename(url)} is not the archive that was expected.`,
  howToGet: 'Start again; if it stays so, delete the downloads folder inside the cache folder.',
});
