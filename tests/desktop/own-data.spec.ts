import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeTempFolder } from '../support/temp-folder';
import { answerFileDialogs } from './dialogs';
import { expect, test } from './launch';

test('a file of data that is dropped on the window, or chosen in the dialog, is trained on', async ({
  launchStudio,
}) => {
  const folder = await makeTempFolder('own-data');
  try {
    const file = path.join(folder.path, 'flowers.csv');
    await writeFile(file, `a,b,kind\n${Array.from({ length: 40 }, (_, i) => `${i},2,k${i % 2}`).join('\n')}\n`);
    const { app, window } = await launchStudio();
    await window.locator('[data-template="dense-classifier"]').click();
    await expect(window.getByText(/samples to train on/)).toBeVisible({ timeout: 60_000 });

    const devtools = await window.context().newCDPSession(window);
    const data = { items: [], files: [file], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await devtools.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
    }
    await expect(window.getByText(/32 samples to train on, 8 to validate, 2 each/)).toBeVisible({ timeout: 30_000 });

    await window.getByRole('combobox', { name: 'Dataset' }).click();
    await window.getByRole('option', { name: 'Points' }).click();
    await answerFileDialogs(app, file);
    // With the canvas in charge, not a field.
    await window.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await window.keyboard.press('Control+Shift+o');
    await window.getByRole('button', { name: 'Choose a file…' }).click();
    await expect(window.getByText(/32 samples to train on, 8 to validate, 2 each/)).toBeVisible({ timeout: 30_000 });
  } finally {
    await folder.remove();
  }
});
