import type { ElectronApplication } from 'playwright';

/** What a native dialog was asked. */
export interface AskedQuestion {
  readonly message: string;
  readonly buttons: readonly string[];
}

type Stubbed = typeof globalThis & { askedQuestions?: AskedQuestion[] };

/**
 * Answers the native message boxes from now on: with these buttons, one after the other, and then with the last one again.
 * @returns reads what was asked since
 */
export async function answerQuestions(
  app: ElectronApplication,
  ...buttons: readonly string[]
): Promise<() => Promise<readonly AskedQuestion[]>> {
  await app.evaluate(({ dialog }, answers) => {
    const asked: AskedQuestion[] = [];
    (globalThis as Stubbed).askedQuestions = asked;
    let next = 0;
    // The overload with a window is the one that the app uses.
    dialog.showMessageBox = (async (_window: unknown, options: { message: string; buttons?: string[] }) => {
      asked.push({ message: options.message, buttons: options.buttons ?? [] });
      const answer = answers[Math.min(next++, answers.length - 1)] ?? '';
      return { response: (options.buttons ?? []).indexOf(answer), checkboxChecked: false };
    }) as typeof dialog.showMessageBox;
  }, buttons);
  return () => app.evaluate(() => (globalThis as Stubbed).askedQuestions ?? []);
}

/** Has the native open and save dialogs answer with this path from now on; `null` cancels. */
export async function answerFileDialogs(app: ElectronApplication, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    const canceled = chosen === null;
    dialog.showOpenDialog = (async () => ({
      canceled,
      filePaths: chosen === null ? [] : [chosen],
    })) as typeof dialog.showOpenDialog;
    dialog.showSaveDialog = (async () => ({ canceled, filePath: chosen ?? '' })) as typeof dialog.showSaveDialog;
  }, path);
}
