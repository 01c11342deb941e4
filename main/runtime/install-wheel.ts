import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RuntimeProblem, RuntimeProgress } from '#shared/protocol/runtime';
import { err, ok, type Result } from '#shared/result';
import { buildFolderAtomic, removeLeftovers } from '../files/atomic';
import { filesBelow } from '../files/list-files';
import { BINDING, compileBinding, findCompiler } from './compile';
import { CUDA_PLATFORMS, CUDA_WHEELS } from './cuda-wheels';
import { diskProblem } from './disk-problem';
import { extractWheel } from './extract';
import { wheelRuntimeFolder } from './layout';
import { writeManifest } from './manifest';
import { obtainWheel } from './obtain-wheel';
import { findNodeHeaders, type TfjsPackage } from './packages';
import { fetchWheels } from './pip';
import { type Build, libraryNames, type WheelPlatform } from './platform';
import { findPython, type Python } from './python';
import { HUSH } from './quiet-load';
import { smokeTest } from './smoke';

export type Install = {
  build: Build;
  platform: WheelPlatform;
  tfjs: TfjsPackage;
  report: (progress: RuntimeProgress) => void;
  signal?: AbortSignal | undefined;
};

type Tools = { python: Python; compiler: string; nodeHeaders: string };

/**
 * Makes a runtime from TensorFlow's wheel: fetch, unpack, compile the binding, prove that it computes, rename into place.
 * Call it under the set-up lock. Every missing tool is named, not only the first.
 */
export async function installFromWheel(install: Install): Promise<Result<void, RuntimeProblem[]>> {
  const { build, tfjs, signal } = install;
  const tools = await findTools(signal);
  if (!tools.ok) return tools;
  const wheel = await obtainWheel({ ...install, python: tools.value.python });
  if (!wheel.ok) return err([wheel.error]);

  const target = wheelRuntimeFolder(build, tfjs.version);
  await removeLeftovers(target);
  const built = await buildFolderAtomic(target, aside => fill(aside, wheel.value, install, tools.value));
  return built.ok ? built : err([diskProblem(built.error)]);
}

async function findTools(signal: AbortSignal | undefined): Promise<Result<Tools, RuntimeProblem[]>> {
  const [python, compiler] = await Promise.all([findPython(signal), findCompiler(signal)]);
  const nodeHeaders = findNodeHeaders();
  if (python.ok && compiler.ok && nodeHeaders.ok)
    return ok({ python: python.value, compiler: compiler.value.command, nodeHeaders: nodeHeaders.value });
  return err([python, compiler, nodeHeaders].flatMap(found => (found.ok ? [] : [found.error])));
}

/** The headers that the binding includes, directly or not, and the two libraries. */
const members = (platform: WheelPlatform) =>
  `tensorflow/(${libraryNames(platform).map(escapeDots).join('|')}|include/(tensorflow/c/|(tensorflow/core|tsl)/platform/|xla/tsl/).*\\.h)$`;

const escapeDots = (text: string) => text.replaceAll('.', '\\.');

async function fill(
  folder: string,
  wheel: string,
  install: Install,
  { python, compiler, nodeHeaders }: Tools,
): Promise<Result<void, RuntimeProblem>> {
  const { build, platform, tfjs, report, signal } = install;
  const message = `Unpacking ${basename(wheel)}`;
  const unpacked = await extractWheel({
    python,
    wheel,
    to: folder,
    members: members(platform),
    message,
    report,
    signal,
  });
  if (!unpacked.ok) return unpacked;
  if (build === 'gpu') {
    const cuda = await addCuda(folder, install, python);
    if (!cuda.ok) return cuda;
  }

  report({ stage: 'compiling', message: 'Compiling the binding between Node and TensorFlow (about 10 s)' });
  const compiled = await compileBinding({ compiler, platform, tfjsFolder: tfjs.folder, nodeHeaders, folder, signal });
  if (!compiled.ok) return compiled;
  await rm(join(folder, 'tensorflow', 'include'), { recursive: true });

  report({ stage: 'testing', message: 'Testing TensorFlow' });
  const tested = await smokeTest(tfjs.folder, join(folder, BINDING), signal);
  if (!tested.ok) return tested;
  const about = {
    source: 'wheel',
    build,
    binding: BINDING,
    hush: HUSH,
    tensorflow: tested.value.version,
    sawGpu: tested.value.gpu,
  } as const;
  const written = await writeManifest(folder, about, await filesBelow(folder));
  return written.ok ? ok(undefined) : err(diskProblem(written.error));
}

/** Puts CUDA and cuDNN beside TensorFlow, where its libraries look for them: `../nvidia/NAME/lib`. */
async function addCuda(folder: string, install: Install, python: Python): Promise<Result<void, RuntimeProblem>> {
  const { report, signal } = install;
  const work = join(folder, 'cuda-download');
  const wheels = join(work, 'wheels');
  await mkdir(work);
  const order = { python, wheels: CUDA_WHEELS, platforms: CUDA_PLATFORMS, work, to: wheels, report, signal };
  const fetched = await fetchWheels(order);
  if (!fetched.ok) return fetched;
  for (const name of await readdir(wheels)) {
    const wheel = join(wheels, name);
    const wanted = 'nvidia/([^/]+/lib/[^/]+\\.so[.0-9]*|cuda_nvcc/(bin/ptxas|nvvm/libdevice/.*))$';
    const unpacked = await extractWheel({
      python,
      wheel,
      to: folder,
      members: wanted,
      message: `Unpacking ${name}`,
      report,
      signal,
    });
    if (!unpacked.ok) return unpacked;
    // Freed one by one: together they are larger than what is kept of them.
    await rm(wheel);
  }
  await rm(work, { recursive: true });
  // Python's zipfile drops the permission to run.
  await chmod(join(folder, 'nvidia', 'cuda_nvcc', 'bin', 'ptxas'), 0o755);
  return ok(undefined);
}
