import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RuntimeProblem, RuntimeProgress } from '#shared/protocol/runtime';
import { err, ok, type Result } from '#shared/result';
import { removeLeftovers, withFolderBeside } from '../files/atomic';
import { sha256OfFile } from '../files/download';
import { diskProblem } from './disk-problem';
import { cachedWheel, wheelsFolder } from './layout';
import { fetchWheels } from './pip';
import type { Build, WheelPlatform } from './platform';
import type { Python } from './python';
import { tensorflowWheel } from './wheels';

export type WheelRequest = {
  platform: WheelPlatform;
  build: Build;
  python: Python;
  report: (progress: RuntimeProgress) => void;
  signal?: AbortSignal | undefined;
};

/**
 * The path of TensorFlow's wheel: from the cache when it is there with the right content, else fetched. It stays in the cache, at
 * `<cache>/wheels/`. Call it under the set-up lock.
 */
export async function obtainWheel(request: WheelRequest): Promise<Result<string, RuntimeProblem>> {
  const { platform, build, python, report, signal } = request;
  const cached = cachedWheel(build, platform);
  if (cached) {
    report({ stage: 'downloading', message: `Checking ${basename(cached.path)}` });
    if ((await sha256OfFile(cached.path)) === cached.sha256) return ok(cached.path);
    await rm(cached.path, { force: true });
  }
  const wheel = tensorflowWheel(platform, build, python.tag);
  if (!wheel) return err(noSuchBuild(platform, build));

  const place = join(wheelsFolder(), wheel.file);
  await removeLeftovers(place);
  const platforms = [wheel.file.slice(wheel.file.lastIndexOf('-') + 1, -'.whl'.length)];
  const fetched = await withFolderBeside(place, work =>
    fetchWheels({ python, wheels: [wheel], platforms, work, to: wheelsFolder(), report, signal }),
  );
  return fetched.ok ? ok(place) : err(diskProblem(fetched.error));
}

const noSuchBuild = (platform: WheelPlatform, build: Build): RuntimeProblem => ({
  code: 'runtime/platform',
  what: `TensorFlow has no ${build === 'gpu' ? 'CUDA' : 'CPU'} build for ${platform}.`,
  howToGet: 'Use the CPU build, which exists for Linux (x64, arm64) and Macs with Apple silicon.',
});
