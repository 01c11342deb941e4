import path from 'node:path';
import { repoRoot } from '../support/repo';
import { expect, test } from './fixtures';
import { violations } from './pages/axe';
import { StudioPage } from './pages/studio';

test.use({
  // The window then rests until it is told to move: the test does not race it.
  contextOptions: { reducedMotion: 'reduce' },
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('a kernel is tried on a picture, window by window, and becomes a layer', async ({ page }) => {
      const studio = new StudioPage(page);
      await studio.ready();
      await studio.openTemplate('mnist-cnn');
      await expect(studio.nodes).toHaveCount(8);
      await studio.press('Control+k');
      await page.keyboard.type('convolution playground');
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Convolution playground' });
      const window = dialog.getByRole('slider');
      await expect(window).toBeFocused();

      await dialog.getByRole('combobox', { name: 'Classic kernels' }).click();
      await page.getByRole('option', { name: 'Sobel y' }).click();
      await dialog.getByText('same', { exact: true }).click();
      await expect(window).toHaveAttribute('aria-valuemax', String(32 * 32));
      await window.focus();
      // To where the white square begins: below it is white, above it nearly black.
      for (let x = 0; x < 6; x++) await page.keyboard.press('ArrowRight');
      for (let y = 0; y < 3; y++) await page.keyboard.press('ArrowDown');
      await expect(window).toHaveAttribute('aria-valuetext', 'row 4, column 7: sum 3.63');
      await dialog.getByRole('button', { name: 'Step', exact: true }).click();
      await expect(window).toHaveAttribute('aria-valuetext', /^row 4, column 8/);
      await expect(dialog.getByRole('region', { name: 'The sum worked out' }).getByRole('listitem')).toHaveCount(9);
      // Away from the button, whose tooltip stands outside of all landmarks.
      await page.mouse.move(4, 4);
      await expect(page.getByRole('tooltip')).toHaveCount(0);
      expect(await violations(page)).toEqual([]);

      await dialog.getByRole('button', { name: 'Move the window' }).click();
      await expect(window).toHaveAttribute('aria-valuetext', /^(?!row 4, column 8:)/);
      await dialog.getByRole('button', { name: 'Pause the window' }).click();

      const files = dialog.locator('input[type=file]');
      await files.setInputFiles({ name: 'words.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
      await expect(page.getByText('words.png is no picture that can be read here')).toBeVisible();
      await files.setInputFiles(path.join(repoRoot, 'assets/icon.png'));
      await expect(window).toHaveAttribute('aria-valuemax', String(64 * 64));

      await dialog.getByLabel('Weight in row 2, column 2').fill('1/4');
      await expect(dialog.getByRole('combobox', { name: 'Classic kernels' })).toHaveValue('Your own');
      await dialog.getByRole('button', { name: 'Use as a layer' }).click();
      await expect(dialog).toBeHidden();
      await studio.expectShape('fixed_conv2d_1', '28 × 28 × 1');
      await expect(studio.param('values').getByRole('textbox')).toHaveValue('-1, -2, -1, 0, 0.25, 0, 1, 2, 1');
      await studio.undo();
      await expect(studio.nodes).toHaveCount(8);
    });
  });
}
