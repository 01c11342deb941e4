import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures';
import { violations } from './pages/axe';
import { StudioPage } from './pages/studio';

test.beforeEach(async ({ page }) => new StudioPage(page).ready());

test('layers are renamed, colored, aligned and set together, and notes are written beside them', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.openTemplate('mnist-cnn');

  await studio.select('conv2d_1');
  await studio.press('F2');
  await page.getByLabel('Name of conv2d_1').fill('stem');
  await page.keyboard.press('Enter');
  await expect(studio.node('stem')).toBeVisible();
  await studio.undo();
  await expect(studio.node('conv2d_1')).toBeVisible();

  const fromMenu = async (entry: string) => {
    await studio.node('conv2d_1').click({ button: 'right', position: { x: 60, y: 12 } });
    await page.getByRole('menu').getByText(entry, { exact: true }).click();
  };
  await fromMenu('Write a note on the layer');
  await page.keyboard.type('finds edges');
  await expect(studio.node('conv2d_1').getByRole('img', { name: 'Note: finds edges' })).toBeVisible();
  await fromMenu('Rename');
  await expect(page.getByLabel('Name of conv2d_1')).toBeFocused();
  await page.keyboard.press('Escape');
  await fromMenu('Freeze or unfreeze');
  await expect(studio.node('conv2d_1')).toHaveAccessibleName(/frozen/);
  await studio.undo();

  await studio.node('dense_2').getByText('dense_2', { exact: true }).dblclick();
  await page.getByLabel('Name of dense_2').fill('2 heads');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('must start with a letter');
  await page.getByLabel('Name of dense_2').fill('head');
  await page.keyboard.press('Enter');
  await expect(studio.node('head')).toBeVisible();

  await studio.select('conv2d_1');
  await studio.node('conv2d_2').click({ position: { x: 60, y: 12 }, modifiers: ['Shift'] });
  const filters = studio.param('filters').getByRole('textbox');
  await expect(filters).toHaveAttribute('placeholder', 'mixed');
  await filters.fill('8*3');
  await expect(studio.param('filters').getByText('= 24')).toBeVisible();
  await studio.expectShape('conv2d_1', '26 × 26 × 24');
  await studio.expectShape('conv2d_2', '11 × 11 × 24');
  await page.getByRole('button', { name: 'teal' }).click();
  await expect(studio.node('conv2d_2').locator('[data-color="teal"]')).toBeVisible();
  await studio.undo();
  await studio.undo();
  await studio.expectShape('conv2d_1', '26 × 26 × 32');
  await studio.expectShape('conv2d_2', '11 × 11 × 64');

  await studio.press('Shift+N');
  await page.getByLabel('Text of the note').fill('Edges first, then shapes');
  await page.keyboard.press('Control+Enter');
  const note = page.getByLabel('Note: Edges first, then shapes');
  await expect(note).toContainText('Edges first, then shapes');
  await page.getByRole('textbox', { name: 'Width' }).fill('300');
  await page.keyboard.press('Tab');
  await expect.poll(() => note.evaluate(element => element.style.width)).toBe('300px');
  expect(await violations(page)).toEqual([]);
  await studio.press('Delete');
  await expect(note).toHaveCount(0);
  await studio.undo();
  await expect(note).toBeVisible();
});

test('keys are changed, the diagram is taken away, and two windows keep a draft each', async ({ page, studioUrl }) => {
  const studio = new StudioPage(page);
  await studio.press('?');
  await page.getByRole('button', { name: 'Change the keys…' }).click();
  const keys = page.getByRole('dialog', { name: 'Change the keys' });
  await keys.getByLabel('Find a command').fill('diagram');
  await keys.getByRole('button', { name: 'Keys of Export the diagram…: change' }).click();
  await page.keyboard.press('Control+d');
  await expect(keys.getByRole('alert')).toContainText('Duplicate');
  await keys.getByRole('button', { name: 'Leave it' }).click();
  await keys.getByRole('button', { name: 'Keys of Export the diagram…: change' }).click();
  await page.keyboard.press('Alt+x');
  await expect(keys.getByText('Alt', { exact: true })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();

  await studio.openTemplate('logistic-regression');
  await studio.press('Alt+x');
  const diagram = page.getByRole('dialog', { name: 'Export the diagram' });
  await diagram.getByText('Light', { exact: true }).click();
  expect(await violations(page)).toEqual([]);
  const download = page.waitForEvent('download');
  await diagram.getByRole('button', { name: 'Save the diagram' }).click();
  const svg = await readFile(await (await download).path(), 'utf8');
  await expect(diagram).toBeHidden();
  const opened = await page.context().newPage();
  await opened.setContent(svg);
  await expect(opened.getByText('dense_1')).toBeVisible();
  await expect(opened.locator('svg > title')).toHaveText('Logistic regression');
  await opened.close();

  await studio.setParam('dense_1', 'units', '3');
  const second = await page.context().newPage();
  await second.goto(studioUrl);
  const other = new StudioPage(second);
  await other.ready();
  await expect(other.nodes).toHaveCount(0);
  await other.openTemplate('mnist-cnn');
  await other.setParam('conv2d_1', 'filters', '48');
  await second.reload();
  await other.expectShape('conv2d_1', '26 × 26 × 48');
  await page.close();
  await second.close();

  const third = await second.context().newPage();
  await third.goto(studioUrl);
  const lost = third.getByRole('dialog', { name: 'Recover unsaved work' });
  await lost.getByRole('button', { name: 'Open Logistic regression' }).click();
  await new StudioPage(third).expectShape('dense_1', '3');
});

test('a message over the canvas lets the pointer through, and no browser scrolls the canvas', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.openTemplate('mnist-cnn');
  await studio.saveAs('under');
  const box = await page.getByRole('alert').boundingBox();
  const below = await page.evaluate(
    ({ x, y }) => document.elementFromPoint(x, y)?.closest('[data-canvas], [role="alert"]')?.role,
    { x: (box?.x ?? 0) + 30, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 },
  );
  expect(box).not.toBeNull();
  expect(below).toBeNull();
  await page.getByRole('alert').getByRole('button').click();
  await expect(page.getByRole('alert')).toBeHidden();

  const scrolled = await page.locator('.react-flow').evaluate(flow => {
    flow.scrollTo(120, 80);
    return [flow.scrollLeft, flow.scrollTop];
  });
  expect(scrolled).toEqual([0, 0]);
});
