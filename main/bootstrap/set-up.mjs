// @ts-check
import { join } from 'node:path';
import { build, isBuilt, sourceDigest } from './build.mjs';
import { acquireLock } from './lock.mjs';
import { installPackages, packagesAreCurrent } from './packages.mjs';
import { SetupError, say } from './say.mjs';

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetupError(`Node 20.19 or newer is needed; this is ${process.versions.node}. Get one from nodejs.org.`);
}

/**
 * Makes a checkout ready to run: npm packages as locked, and a build of the sources as they are. Milliseconds when nothing changed.
 * @param {string} root the checkout
 * @param {'packages' | 'build'} [goal] `packages` stops before the build
 * @throws {SetupError} with a message for the user
 */
export async function setUp(root, goal = 'build') {
  checkNode();
  if (packagesAreCurrent(root) && (goal === 'packages' || isBuilt(root, sourceDigest(root)))) return;
  const lock = await acquireLock(join(root, 'dist', '.setup-lock'), {
    what: 'setting up this checkout',
    onWait: holder => say(`waiting for process ${holder.pid}, which is ${holder.what}`),
  });
  try {
    // Looked at again: whoever held the lock before may have done it all.
    if (!packagesAreCurrent(root)) await installPackages(root);
    if (goal === 'packages') return;
    const digest = sourceDigest(root);
    if (!isBuilt(root, digest)) await build(root, digest);
  } finally {
    lock?.release();
  }
}
