import { join, resolve } from 'node:path';
import envPaths from 'env-paths';

/**
 * The folder for what belongs to the user and can't be made again: runs and the workspace.
 * The environment variable RECEPTIVE_DATA puts it elsewhere.
 */
export function dataFolder(...parts: string[]): string {
  const root = process.env.RECEPTIVE_DATA;
  return join(root ? resolve(root) : envPaths('receptive', { suffix: '' }).data, ...parts);
}
