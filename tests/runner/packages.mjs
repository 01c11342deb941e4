import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Installs the packages of package-lock.json where there are none yet. Ends the process where that fails. */
export function ensurePackages() {
  if (existsSync('node_modules/.package-lock.json')) return;
  console.log('Installing packages (npm ci)');
  const { status } = spawnSync('npm', ['ci'], { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}
