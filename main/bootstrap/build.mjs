// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNode } from './run.mjs';
import { SetupError, sayWhile } from './say.mjs';

const FOLDERS = ['main', 'shared', 'renderer', 'electron', 'assets'];
const FILES = ['package.json', 'package-lock.json', 'tsconfig.base.json', 'vite.config.mts', 'vite.node.config.mts'];
const PARTS = ['node', 'electron', 'renderer'];
const ASIDE = '.building-';

/**
 * A digest of everything the build reads, by name, size and time of change: a few milliseconds for hundreds of files.
 * @param {string} root
 */
export function sourceDigest(root) {
  const hash = createHash('sha256');
  /** @param {string} path */
  const add = path => {
    const found = statSync(join(root, path), { throwIfNoEntry: false });
    if (found?.isDirectory()) for (const name of readdirSync(join(root, path)).sort()) add(`${path}/${name}`);
    else if (found) hash.update(`${path}\0${found.size}\0${found.mtimeMs}\n`);
  };
  for (const path of [...FOLDERS, ...FILES]) add(path);
  return hash.digest('hex');
}

/** @param {string} root */
const stampPlace = root => join(root, 'dist', '.built');

/** @param {string} root */
export const entry = root => join(root, 'dist', 'node', 'receptive.cjs');

/** @param {string} root @param {string} digest */
export function isBuilt(root, digest) {
  try {
    return readFileSync(stampPlace(root), 'utf8') === digest && existsSync(entry(root));
  } catch {
    return false;
  }
}

/**
 * Builds aside, then puts the parts in place. The stamp goes first and comes back last, so that a kill in between is noticed.
 * Call it under the set-up lock.
 * @param {string} root
 * @param {string} digest of the sources, taken before they are read
 */
export async function build(root, digest) {
  const dist = join(root, 'dist');
  mkdirSync(dist, { recursive: true });
  for (const name of readdirSync(dist)) {
    if (name.startsWith(ASIDE)) rmSync(join(dist, name), { recursive: true, force: true });
  }
  // As deep as the final place, so that the paths in source maps stay right.
  const aside = join(dist, `${ASIDE}${process.pid}-`);
  const done = await sayWhile('Building', () =>
    runNode([join(root, 'main', 'bootstrap', 'vite-builds.mjs'), aside], root),
  );
  if (!done) throw new SetupError('The build failed (see above).');

  rmSync(stampPlace(root), { force: true });
  for (const part of PARTS) {
    if (existsSync(join(dist, part))) renameSync(join(dist, part), `${aside}old-${part}`);
    renameSync(aside + part, join(dist, part));
    rmSync(`${aside}old-${part}`, { recursive: true, force: true });
  }
  writeFileSync(`${aside}stamp`, digest);
  renameSync(`${aside}stamp`, stampPlace(root));
}
