import { findElectron } from '../../runtime/electron';
import { type AddCommand, type Cli, exits, jsonOption } from '../cli';
import { showDesktopWindow } from '../desktop-window';
import { EXIT } from '../exit-code';
import { fail } from '../failure';
import { onInterrupt } from '../interrupt';
import { serveUntilInterrupted } from '../serve-until';
import { setUpRuntime } from '../set-up';

export const addStart: AddCommand = (program, cli) => {
  program
    .command('start [file]')
    .summary('open the studio: in a window, or else in a browser')
    .description(
      'Sets up what is missing and opens the studio, with a project if one is named. Where no window can be shown, it ' +
        'serves the studio and prints the address to open.',
    )
    .addOption(jsonOption())
    .action(
      exits(cli, async (file: string | undefined, { json = false }: { json?: boolean }) => {
        const interrupts = onInterrupt(
          () => undefined,
          () => process.exit(EXIT.interrupted),
        );
        const set = await setUpRuntime(cli.terminal, interrupts.signal);
        if (interrupts.signal.aborted) return EXIT.interrupted;
        // Without TensorFlow networks can still be drawn, and the studio itself tells what is missing.
        if (!set.ok) cli.terminal.note(set.error.message);
        const whyNot = await openWindow(cli, file, interrupts.signal, json, interrupts.stopListening);
        interrupts.stopListening();
        if (whyNot === null) return EXIT.done;
        if (interrupts.signal.aborted) return EXIT.interrupted;

        cli.terminal.note(`No window: ${whyNot}`);
        if (file !== undefined) cli.terminal.note(`Open ${file} from the page.`);
        const served = await serveUntilInterrupted(cli, { port: null, json });
        return served.ok ? served.value : fail(cli.terminal, json, served.error);
      }),
    );
};

/** Shows the window until it is closed; the reason where none can be shown. */
async function openWindow(
  cli: Cli,
  file: string | undefined,
  signal: AbortSignal,
  json: boolean,
  beforeWindow: () => void,
): Promise<string | null> {
  const { terminal } = cli;
  const electron = await findElectron({
    signal,
    report: message => (terminal.interactive ? terminal.status(`${message} …`) : terminal.note(message)),
  });
  terminal.status('');
  if (!electron.ok) return `${electron.error.what} ${electron.error.howToGet}`;
  const { path, takesApp } = electron.value;
  if (!takesApp) return `${path} carries an app of its own and cannot show another.`;
  terminal.note('Opening the studio …');
  if (json) terminal.out(JSON.stringify({ event: 'window', electron: path }));
  beforeWindow();
  const shown = await showDesktopWindow(cli, path, file);
  return shown.ok ? null : `Electron did not start (${shown.error}).`;
}
