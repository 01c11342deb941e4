import { expect, test } from './fixtures';
import { StudioPage } from './pages/studio';

test('a network can be drawn without a mouse', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.ready();
  await page.getByLabel('Filter layers').focus();
  for (const layer of ['input', 'flatten', 'dense']) {
    await page.getByLabel('Filter layers').fill(layer);
    await page.keyboard.press('Enter');
  }
  await studio.expectEdges('input_1 > flatten_1', 'flatten_1 > dense_1');
  await page.keyboard.press('Escape');
  await studio.node('dense_1').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Dense' })).toBeVisible();
  await page.getByLabel('Units').fill('10');
  await studio.expectShape('dense_1', '10');
});

test('the menus answer to keys and to the pointer as those of other programs do', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.ready();
  const title = (name: string) => page.getByRole('button', { name, exact: true });
  const entry = (name: string) => page.getByRole('menuitem', { name });
  await title('File').click();
  await expect(entry('Open…')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(entry('Undo')).toBeVisible();
  await expect(entry('Open…')).toBeHidden();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(entry('Keyboard shortcuts')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(title('Help')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(title('Run')).toBeFocused();

  // One that opened under the pointer stays for the click that comes with it; the next click closes it.
  await title('File').click();
  await title('View').click();
  await expect(entry('Fit the network')).toBeVisible();
  await title('View').click();
  await expect(page.getByRole('menu')).toBeHidden();

  // Before the focus has gone into a menu, its title has the key.
  await title('File').evaluate((button: HTMLElement) => {
    button.click();
    button.focus();
  });
  await title('File').press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();

  await studio.openTemplate('mnist-cnn');
  await studio.node('conv2d_1').click({ button: 'right', position: { x: 60, y: 12 } });
  await expect(entry('Rename')).toBeVisible();
  await studio.node('conv2d_1').focus();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(studio.node('conv2d_1')).toHaveClass(/selected/);
});
