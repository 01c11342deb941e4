import { DEFAULT_PORT } from '../../serve/serve';
import { type AddCommand, exits, jsonOption, wholeNumber } from '../cli';
import { fail } from '../failure';
import { openInBrowser } from '../open-in-browser';
import { serveUntilInterrupted } from '../serve-until';
import { setUpRuntime } from '../set-up';

interface Options {
  readonly port?: number;
  readonly open?: boolean;
  readonly json?: boolean;
}

export const addServe: AddCommand = (program, cli) => {
  program
    .command('serve')
    .summary('the studio in a browser')
    .description(
      'Serves the studio on the loopback address of this machine and prints the address to open, with its secret token. ' +
        'Training goes on when the page is closed.',
    )
    .option(
      '--port <n>',
      `the port to listen on, 0 for any free one (default: ${DEFAULT_PORT}, or a free one nearby)`,
      wholeNumber(0, 65_535),
    )
    .option('--open', 'open the address in the default browser')
    .addOption(jsonOption())
    .action(
      exits(cli, async ({ port = null, open, json = false }: Omit<Options, 'port'> & { port?: number | null }) => {
        const set = await setUpRuntime(cli.terminal, new AbortController().signal);
        // Without TensorFlow networks can still be drawn, and the studio itself tells what is missing.
        if (!set.ok) cli.terminal.note(set.error.message);
        const served = await serveUntilInterrupted(cli, { port, json, ...(open ? { onReady: openInBrowser } : {}) });
        return served.ok ? served.value : fail(cli.terminal, json, served.error);
      }),
    );
};
