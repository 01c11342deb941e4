import { access } from 'node:fs/promises';
import { app } from 'electron';
import { z } from 'zod';
import { settingsFile } from './settings-file';

const MOST = 10;

/** The projects that were opened or saved last, newest first. */
export interface RecentFiles {
  /** Those that still exist. */
  list(): Promise<readonly string[]>;
  has(path: string): boolean;
  add(path: string): Promise<void>;
}

/** @param onChange is told the new list, for the menu. */
export async function loadRecentFiles(onChange: (paths: readonly string[]) => void): Promise<RecentFiles> {
  const file = settingsFile('recent-files.json', z.array(z.string()).max(MOST), []);
  let paths = await file.read();
  onChange(paths);
  return {
    async list() {
      const there = await Promise.all(
        paths.map(path =>
          access(path).then(
            () => true,
            () => false,
          ),
        ),
      );
      return paths.filter((_path, i) => there[i]);
    },
    has: path => paths.includes(path),
    async add(path) {
      paths = [path, ...paths.filter(other => other !== path)].slice(0, MOST);
      app.addRecentDocument(path);
      onChange(paths);
      await file.write(paths);
    },
  };
}
