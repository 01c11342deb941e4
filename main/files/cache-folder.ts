import { join, resolve } from 'node:path';
import envPaths from 'env-paths';

/**
 * The folder for what can be fetched or made again: wheels, the TensorFlow runtime, locks.
 * The environment variable RECEPTIVE_CACHE puts it elsewhere.
 */
export function cacheFolder(...parts: string[]): string {
  const root = process.env.RECEPTIVE_CACHE;
  return join(root ? resolve(root) : envPaths('receptive', { suffix: '' }).cache, ...parts);
}
