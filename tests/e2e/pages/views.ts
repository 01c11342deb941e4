import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import { makePictureFolder } from '../../support/picture-files';
import { StudioPage } from './studio';
import { trainingOf } from './training';

/** What to do with a view that is on screen, such as looking for faults or taking its picture. */
type Look = (view: string) => Promise<void>;

/** Does an action by its name, with the palette of all commands. */
export async function command(page: Page, label: string): Promise<void> {
  await new StudioPage(page).press('Control+k');
  const search = page.getByRole('dialog', { name: 'All commands' }).getByRole('combobox');
  await search.fill(label);
  await page.getByRole('option', { name: label }).first().click();
}

/** Opens every dialog that needs no run, one after another, over the network that is open. */
async function dialogs(page: Page, look: Look): Promise<void> {
  const editor = new StudioPage(page);
  const labels = [
    'New from template…',
    'Open…',
    'Use your own data…',
    'Export the diagram…',
    'Color…',
    'Find a learning rate…',
    'Keyboard shortcuts',
    'Change the keys…',
    'Convolution playground…',
    'About Receptive',
  ];
  for (const label of labels) {
    await editor.select('conv2d_1');
    await command(page, label);
    await expect(page.getByRole('dialog')).toHaveCount(1);
    await look(`dialog ${label.replace('…', '').toLowerCase()}`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
}

/** The network while it is built: the layers, their menus, their problems, and what stands beside the canvas. */
async function building(page: Page, look: Look): Promise<void> {
  const editor = new StudioPage(page);
  const training = trainingOf(page);
  await look('empty');
  await editor.openTemplate('mnist-cnn');
  await look('network');
  await editor.select('conv2d_1');
  await look('layer');
  await editor.press('Space');
  await expect(page.getByRole('combobox', { name: 'Add a layer…' })).toBeFocused();
  await look('add a layer');
  await page.keyboard.press('Escape');
  await editor.node('conv2d_1').click({ button: 'right', position: { x: 60, y: 12 } });
  await expect(page.getByRole('menu')).toBeVisible();
  await look('menu of a layer');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await look('menu');
  await page.keyboard.press('Escape');
  await editor.press('Control+k');
  await look('all commands');
  await page.keyboard.press('Escape');
  await dialogs(page, look);

  await editor.setParam('dense_2', 'units', '12');
  await editor.openProblems();
  await look('problems');
  await editor.undo();
  for (const tab of ['Summary', 'Code']) {
    await training.tab(tab).click();
    await look(tab.toLowerCase());
  }
}

/** A run, what it leaves, and the look inside its network. */
async function running(page: Page, look: Look): Promise<void> {
  const editor = new StudioPage(page);
  const training = trainingOf(page);
  await editor.press('Escape');
  await training.tab('Curves').click();
  await training.train.click();
  await training.tab('See inside').click();
  await expect.poll(() => training.step(), { timeout: 60_000 }).toBeGreaterThan(30);
  await look('training');
  await training.stop.click();
  await expect(training.train).toBeVisible({ timeout: 60_000 });
  await editor.select('conv2d_1');
  await expect(page.getByRole('button', { name: /^Map \d+$/ })).toHaveCount(32);
  await look('inside');
  await command(page, 'Export the network…');
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await look('dialog export');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** Opens a template in place of the network that is open. */
async function change(page: Page, template: string): Promise<void> {
  await command(page, 'New from template…');
  await page.getByRole('dialog').locator(`[data-template="${template}"]`).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** A network that reads text, with a text typed into it; and its run beside the first one. */
async function texts(page: Page, look: Look): Promise<void> {
  const editor = new StudioPage(page);
  const training = trainingOf(page);
  await change(page, 'text-cnn');
  await training.tab('Properties').click();
  await editor.setNetworkField('epochs', '1');
  await training.runToEnd(60);
  await training.tab('See inside').click();
  await page.getByRole('textbox', { name: 'Text' }).fill('Great food, I love this place!');
  await editor.select('embedding_1');
  await expect(page.getByRole('region', { name: 'Inside embedding_1' }).getByRole('term').first()).toHaveText('great');
  await look('text');
  await training.tab('Runs').click();
  await page.getByLabel('Tick all runs').click();
  await look('runs');
  await command(page, 'Compare runs…');
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await look('dialog compare runs');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** A folder of pictures, sample by sample and augmented. */
async function ownData(page: Page, picturesFolder: string, look: Look): Promise<void> {
  await makePictureFolder(picturesFolder, 60, 6);
  await change(page, 'mnist-cnn');
  await command(page, 'Use your own data…');
  await page.getByRole('dialog').getByLabel('Path').fill(picturesFolder);
  await page.getByRole('dialog').getByRole('button', { name: 'Use it' }).click();
  await trainingOf(page).tab('Properties').click();
  await page.getByRole('button', { name: 'Look at all of it' }).click();
  const data = page.getByRole('region', { name: 'Data', exact: true });
  await expect(data.locator('figure canvas').first()).toBeVisible({ timeout: 30_000 });
  await look('data');
  await data.getByText('Preprocessing and augmentation').click();
  await expect(data.getByRole('table').locator('canvas').first()).toBeVisible({ timeout: 30_000 });
  await look('augmentation');
  await data.getByRole('button', { name: 'Network' }).click();
}

/** Large networks, seen whole and from near, and a block from inside. */
async function large(page: Page, look: Look): Promise<void> {
  const editor = new StudioPage(page);
  const shapes = editor.nodes.getByTitle('Output shape of one sample');
  await change(page, 'resnet50');
  await expect(page.getByText('25,636,712').first()).toBeVisible();
  // From far off a card says no more than what can be read there.
  await expect(editor.nodes.first()).toBeVisible();
  await expect(shapes).toHaveCount(0);
  await look('large network');
  await editor.press('Control+0');
  await expect(shapes.first()).toBeVisible();
  await look('large network from near');
  await change(page, 'u-net');
  await look('branches');
  await change(page, 'vision-transformer');
  await look('blocks');
  await editor.node('encoder_block_1').dblclick({ position: { x: 60, y: 12 } });
  await expect(page.getByRole('navigation', { name: 'Open block' })).toContainText('Encoder block');
  await look('inside a block');
}

/**
 * Goes through all views of the studio, from the empty window to large networks, and looks at each.
 * @param picturesFolder where a folder of pictures may be made
 */
export async function everyView(page: Page, picturesFolder: string, look: Look): Promise<void> {
  await new StudioPage(page).ready();
  // What is changed here is not kept.
  const discard = page.getByRole('dialog').getByRole('button', { name: "Don't save" });
  await page.addLocatorHandler(discard, button => button.click());
  await building(page, look);
  await running(page, look);
  await texts(page, look);
  await ownData(page, picturesFolder, look);
  await large(page, look);
}
