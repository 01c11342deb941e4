import { findOnPath, lastLines, progress, runCommand } from './command';

/** What to type to get Debian packages by hand. */
export function aptInstall(packages: readonly string[]): string {
  return `sudo apt-get update && sudo apt-get install --no-install-recommends ${packages.join(' ')}`;
}

/**
 * Installs Debian packages where that needs no password: as root, or through a sudo that asks for none.
 * @param wanted each one a package, or the names it has had in different releases, of which the first that is known is taken.
 * @returns undefined when they are installed, else the reason why not.
 */
export async function installDebianPackages(wanted: readonly (readonly string[])[]): Promise<string | undefined> {
  if (process.platform !== 'linux' || findOnPath('apt-get') === undefined) return 'This system has no apt-get.';
  const sudo = await becomeRoot();
  if (sudo === undefined) return 'apt-get needs root, and sudo asks for a password here.';

  const apt = (args: readonly string[], seconds: number) => {
    const [command = 'env', ...rest] = [
      ...sudo,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      ...lockTimeout,
      ...args,
    ];
    return runCommand(command, rest, { seconds });
  };
  progress('apt-get update');
  const update = await apt(['update'], 300);
  if (!update.ok) return `apt-get update failed: ${lastLines(update.output)}`;

  const packages: string[] = [];
  for (const names of wanted) {
    const known = await firstKnown(names);
    if (known === undefined) return `Debian's lists have no package ${names.join(' or ')}.`;
    packages.push(known);
  }
  progress(`apt-get install ${packages.join(' ')}`);
  const install = await apt(['install', '--yes', '--no-install-recommends', ...packages], 900);
  return install.ok ? undefined : `apt-get install failed: ${lastLines(install.output)}`;
}

/** Another installation may be under way, an automatic update for example. */
const lockTimeout = ['-o', 'DPkg::Lock::Timeout=300'];

/** The words to put before a command so that it runs as root, or undefined where that needs a password. */
async function becomeRoot(): Promise<readonly string[] | undefined> {
  if (process.getuid?.() === 0) return [];
  if (findOnPath('sudo') === undefined) return undefined;
  const asked = await runCommand('sudo', ['-n', 'true'], { seconds: 10 });
  return asked.ok ? ['sudo', '-n'] : undefined;
}

async function firstKnown(names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    // `policy` names a candidate version only for a real package, where `show` also succeeds for a virtual one.
    const { output } = await runCommand('apt-cache', ['policy', name], { seconds: 60 });
    if (/Candidate: [^(\s]/.test(output)) return name;
  }
  return undefined;
}
