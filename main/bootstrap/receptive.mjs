#!/usr/bin/env node
// @ts-check
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { entry } from './build.mjs';
import { SetupError, say } from './say.mjs';
import { setUp } from './set-up.mjs';

/**
 * What `npm start` and `npm run receptive` call: makes a checkout ready, then becomes the `receptive` command. With
 * `--set-up-only` it stops there. It uses nothing but Node itself, because in a fresh clone there is nothing else.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));

try {
  await setUp(root);
} catch (cause) {
  if (!(cause instanceof SetupError)) throw cause;
  say(cause.message);
  process.exit(3);
}

if (process.argv[2] !== '--set-up-only') {
  // The command runs in this very process: its signals, exit code and streams need no passing on.
  const command = entry(root);
  process.argv[1] = command;
  process.setSourceMapsEnabled(true);
  createRequire(import.meta.url)(command);
}
