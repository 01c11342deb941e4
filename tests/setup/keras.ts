import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { wheelsFolder } from '#main/runtime/layout';
import { findPython } from '#main/runtime/python';
import { repoRoot } from '../support/repo';
import { cachedFolder } from './cached-folder';
import { lastLines, MissingTool, progress, runCommand } from './command';

/** A Python that can import real Keras with TensorFlow. */
export interface KerasPython {
  readonly python: string;
  /** Its environment: the packages on PYTHONPATH, the CPU only, quiet, two threads. */
  readonly env: NodeJS.ProcessEnv;
}

const requirements = path.join(repoRoot, 'tests/interop/keras/requirements.txt');

/**
 * Installs Keras, TensorFlow and what they need, at pinned versions checked by hash, into a folder of the cache; the user's
 * Python stays as it is.
 * @throws MissingTool where there is no Python with pip, or the packages cannot be had for it.
 */
export async function setUpKeras(): Promise<KerasPython> {
  const found = await findPython();
  if (!found.ok) throw new MissingTool('Keras for Python', [found.error.what], [found.error.howToGet]);
  const { command, version } = found.value;
  const pins = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  const name = `keras-${pins}-python-${version}-${process.platform}-${process.arch}`;
  const site = await cachedFolder(name, async folder => {
    progress('Keras and TensorFlow for Python from PyPI (about 400 MB)');
    // The engine's set-up may have this very TensorFlow wheel in the cache already.
    const options = [
      '--quiet',
      '--require-hashes',
      '--only-binary=:all:',
      '--no-compile',
      '--find-links',
      wheelsFolder(),
    ];
    const pip = ['-m', 'pip', 'install', '--target', folder, ...options, '-r', requirements];
    const install = await runCommand(command, pip, { seconds: 1200 });
    if (!install.ok) fail(version, `pip install failed: ${lastLines(install.output)}`);
    const check = ['-c', 'import keras; keras.ops.zeros(1)'];
    const works = await runCommand(command, check, { env: environment(folder), seconds: 300 });
    if (!works.ok) fail(version, `"import keras" failed: ${lastLines(works.output)}`);
  });
  return { python: command, env: environment(site) };
}

function fail(version: string, reason: string): never {
  throw new MissingTool(
    'Keras for Python',
    [reason],
    [
      `a Python from 3.11 to 3.13 with pip, first on PATH as python3 (this was ${version})`,
      'a network that reaches the Python package index, or pip configured for a mirror of it',
    ],
  );
}

function environment(site: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PYTHONPATH: site,
    PYTHONNOUSERSITE: '1',
    KERAS_BACKEND: 'tensorflow',
    CUDA_VISIBLE_DEVICES: '-1',
    TF_CPP_MIN_LOG_LEVEL: '3',
    // Sums in one fixed order, whatever the processor.
    TF_ENABLE_ONEDNN_OPTS: '0',
    TF_NUM_INTRAOP_THREADS: '2',
    TF_NUM_INTEROP_THREADS: '2',
  };
}
