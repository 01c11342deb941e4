/**
 * Electron's own default app, for an Electron that was packaged with another app and so came without it:
 * `electron [-r MODULE] [--SWITCH…] APP [ARGUMENT…]` loads APP's package.json and runs its `main`, as a downloaded Electron does.
 */
'use strict';

const { readFileSync } = require('node:fs');
const path = require('node:path');
const { app } = require('electron');

const words = process.argv.slice(1);
const preloads = [];
while (words[0]?.startsWith('-')) if (words.shift() === '-r') preloads.push(words.shift());
const folder = words[0] && path.resolve(words[0]);

// Playwright's preload also takes the switches in front of APP out of process.argv.
for (const file of preloads) require(file);

if (!folder) {
  process.stderr.write('Usage: electron APP\n');
  app.exit(2);
} else {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  app.setVersion(manifest.version ?? '0.0.0');
  app.name = manifest.productName ?? manifest.name;
  app.setAppPath(folder);
  const userData = app.commandLine.getSwitchValue('user-data-dir');
  app.setPath('userData', userData || path.join(app.getPath('appData'), app.name));
  require(path.join(folder, manifest.main ?? 'index.js'));
}
