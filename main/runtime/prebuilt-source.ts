import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { RuntimeProblem } from '#shared/protocol/runtime';
import { err, ok, type Result } from '#shared/result';
import { requireHere, type TfjsPackage } from './packages';

/** What tfjs's own installer would fetch on this machine. */
export type PrebuiltSource = {
  readonly library: string;
  readonly addon: string;
  /** Version of TensorFlow inside. */
  readonly tensorflow: string;
};

const PackageJson = z.object({ binary: z.object({ host: z.url(), napi_versions: z.array(z.number()) }) });
const Constants = z.object({ LIBTENSORFLOW_VERSION: z.string() });

const SYSTEMS: Record<string, string> = { win32: 'windows', darwin: 'darwin', linux: 'linux' };

/**
 * Works out the two archives from the package's own metadata: the host and N-API versions in its package.json, the TensorFlow
 * version in its install script's constants. Its environment variables for mirrors are obeyed, too.
 */
export async function prebuiltSource({
  folder,
  version,
}: TfjsPackage): Promise<Result<PrebuiltSource, RuntimeProblem>> {
  const { binary } = PackageJson.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
  const { LIBTENSORFLOW_VERSION } = Constants.parse(requireHere(join(folder, 'scripts', 'deps-constants.js')));
  const system = SYSTEMS[process.platform];
  if (!system || process.arch !== 'x64') return err(noPrebuilt);

  const archive = system === 'windows' ? 'zip' : 'tar.gz';
  const napi = Math.max(...binary.napi_versions.filter(known => known <= Number(process.versions.napi)));
  const host = withSlash(
    process.env.TFJS_NODE_CDN_STORAGE ?? process.env.CDN_STORAGE ?? `${new URL(binary.host).origin}/`,
  );
  const base = process.env.TFJS_NODE_BASE_URI ?? `${host}tensorflow/libtensorflow/libtensorflow-`;
  return ok({
    library: `${base}cpu-${system}-x86_64-${LIBTENSORFLOW_VERSION}.${archive}`,
    addon: `${binary.host}/napi-v${napi}/${version}/CPU-${system}-${version}.${archive}`,
    tensorflow: LIBTENSORFLOW_VERSION,
  });
}

const withSlash = (url: string) => (url.endsWith('/') ? url : `${url}/`);

const noPrebuilt: RuntimeProblem = {
  code: 'runtime/platform',
  what: `There is no ready-made TensorFlow for ${process.platform} on ${process.arch}.`,
  howToGet: 'Use Linux (x64 or arm64), a Mac, or Windows on x64.',
};
