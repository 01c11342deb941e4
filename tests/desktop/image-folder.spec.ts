import { makePictureFolder } from '../support/picture-files';
import { makeTempFolder } from '../support/temp-folder';
import { answerFileDialogs } from './dialogs';
import { expect, test } from './launch';

test('a folder of pictures is chosen by a button, and its classes are shown', async ({ launchStudio }) => {
  const folder = await makeTempFolder('pictures');
  try {
    await makePictureFolder(folder.path, 30, 2);
    const { app, window } = await launchStudio();
    await answerFileDialogs(app, folder.path);
    await window.locator('[data-template="mnist-cnn"]').click();
    await window.getByRole('combobox', { name: 'Dataset' }).click();
    await window.getByRole('option', { name: 'Image folder' }).click();
    await window.getByRole('button', { name: 'Choose…' }).click();
    const classes = window.getByRole('table', { name: 'A few training samples of each class' });
    await expect(classes.getByRole('rowheader')).toHaveText(['disc', 'square', 'stripes'], { timeout: 60_000 });
    await expect(window.getByText('2 files were skipped')).toBeVisible();
  } finally {
    await folder.remove();
  }
});
