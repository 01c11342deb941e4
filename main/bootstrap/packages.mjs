// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runNode } from './run.mjs';
import { SetupError, sayWhile } from './say.mjs';

/** What node_modules was installed for. Packages bring parts for one platform, so that counts as well as the lock file. */
const STAMP = '.receptive-stamp.json';

/** @param {string} root */
function wantedStamp(root) {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return JSON.stringify({ lock, platform: process.platform, arch: process.arch, abi: process.versions.modules });
}

/**
 * Whether node_modules is what package-lock.json says. Cheap when the stamp matches; an install made by hand is recognised, too.
 * @param {string} root
 */
export function packagesAreCurrent(root) {
  const stamp = readJson(join(root, 'node_modules', STAMP));
  const wanted = wantedStamp(root);
  if (stamp && JSON.stringify(stamp) === wanted) return true;
  if (stamp && differsInPlatform(stamp, JSON.parse(wanted))) return false;
  if (!installedAsLocked(root)) return false;
  writeStamp(root);
  return true;
}

/** @param {Record<string, string>} have @param {Record<string, string>} want */
const differsInPlatform = (have, want) => ['platform', 'arch', 'abi'].some(key => have[key] !== want[key]);

/**
 * Compares package-lock.json with the copy that npm leaves in node_modules at the end of every install (and removes first).
 * @param {string} root
 */
function installedAsLocked(root) {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages;
  const present = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    // Optional packages are installed on the platforms they are made for only.
    if (path === '' || entry.optional || entry.devOptional || entry.peer) return true;
    return present[path]?.version === entry.version && present[path]?.integrity === entry.integrity;
  });
}

/**
 * Installs the packages by `npm ci`. The stamp is written last, so that a killed install is repeated.
 * @param {string} root
 */
export async function installPackages(root) {
  const done = await sayWhile('Installing npm packages', () =>
    // Without dev packages there is nothing to build with, whatever NODE_ENV says.
    runNode([npmCli(), 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], root),
  );
  if (!done) {
    throw new SetupError(
      'npm ci failed (see above). Check the network connection and free disk space, then start again; it begins anew.',
    );
  }
  writeStamp(root);
}

/** @param {string} root */
function writeStamp(root) {
  const place = join(root, 'node_modules', STAMP);
  try {
    writeFileSync(`${place}.${process.pid}`, wantedStamp(root));
    renameSync(`${place}.${process.pid}`, place);
  } catch {
    // In a folder that can't be written the longer check is made at every start.
  }
}

/** npm's own script: the npm that started us, else the one that came with this Node. */
function npmCli() {
  const beside = dirname(process.execPath);
  const places = [
    process.env.npm_execpath,
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    '/usr/share/nodejs/npm/bin/npm-cli.js',
  ];
  const found = places.find(place => place?.endsWith('npm-cli.js') && existsSync(place));
  if (!found) throw new SetupError('npm was not found beside Node. Run npm ci in this folder, then start again.');
  return found;
}

/** @param {string} path @returns {any} null when it is missing or broken */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
