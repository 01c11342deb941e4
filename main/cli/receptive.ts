import { resolve } from 'node:path';
import { EXIT } from './exit-code';
import { runReceptive } from './program';
import { processTerminal } from './terminal';

// Libraries that talk must not end up in what a script reads.
console.log = console.info = console.debug = console.error;

// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.engine);
});

runReceptive(process.argv.slice(2), processTerminal(), resolve(__dirname, '..')).then(
  code => process.stdout.write('', () => process.exit(code)),
  (error: unknown) => {
    process.stderr.write(`receptive: this is a bug: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(EXIT.engine);
  },
);
