import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { StudioPage } from '../e2e/pages/studio';
import { pixelsOf, trainingOf } from '../e2e/pages/training';
import { makeTempFolder } from '../support/temp-folder';
import { answerFileDialogs } from './dialogs';
import { expect, test } from './launch';

/** A small network for MNIST as a user draws it: palette entry, place on the canvas, parameters to set. */
const drawing = [
  { title: 'Input', at: { x: 130, y: 30 }, params: {} },
  { title: 'Conv2D', at: { x: 130, y: 150 }, params: { filters: '16', activation: 'relu' } },
  { title: 'MaxPooling2D', at: { x: 130, y: 270 }, params: {} },
  { title: 'Flatten', at: { x: 450, y: 30 }, params: {} },
  { title: 'Dense', at: { x: 450, y: 150 }, params: { units: '10', activation: 'softmax' } },
] as const;

test('a network drawn in the window trains on all of MNIST in the engine process, and is saved', async ({
  launchStudio,
}) => {
  test.setTimeout(300_000);
  const { app, window } = await launchStudio();
  const editor = new StudioPage(window);
  const training = trainingOf(window);
  await editor.ready();

  const ids: string[] = [];
  for (const { title, at } of drawing) ids.push(await editor.addFromPalette(title, at));
  for (const [index, id] of ids.slice(1).entries()) await editor.connect(ids[index] ?? '', id);
  for (const [index, { params }] of drawing.entries()) {
    for (const [name, value] of Object.entries(params)) await editor.setParam(ids[index] ?? '', name, value);
  }
  await editor.setNetworkField('epochs', '1');

  await training.train.click();
  await editor.select(ids[1] ?? '');
  await training.tab('See inside').click();
  const inside = window.getByRole('region', { name: `Inside ${ids[1]}` });
  await inside.getByText('Filters', { exact: true }).click();
  const filter = inside.getByRole('button', { name: 'Filter 1', exact: true }).locator('canvas');
  const first = await pixelsOf(filter);
  await expect.poll(() => pixelsOf(filter), { timeout: 60_000 }).not.toEqual(first);
  await expect(training.train).toBeVisible({ timeout: 180_000 });
  expect(await training.lastValue('Accuracy', 'validation')).toBeGreaterThanOrEqual(0.97);

  const folder = await makeTempFolder('journey');
  await answerFileDialogs(app, path.join(folder.path, 'digits.receptive.json'));
  await editor.press('Control+s');
  await expect(editor.unsavedDot).toBeHidden();
  const saved = JSON.parse(await readFile(path.join(folder.path, 'digits.receptive.json'), 'utf8'));
  expect(saved).toMatchObject({ format: 'receptive', training: { epochs: 1 } });
  expect(saved.graph.nodes).toHaveLength(drawing.length);
  await folder.remove();
});
