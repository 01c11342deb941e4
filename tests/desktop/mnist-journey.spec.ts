import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { drawMnistCnn } from '../e2e/pages/mnist-cnn';
import { StudioPage } from '../e2e/pages/studio';
import { pixelsOf, trainingOf } from '../e2e/pages/training';
import { makeTempFolder } from '../support/temp-folder';
import { answerFileDialogs } from './dialogs';
import { expect, test } from './launch';

test('a network drawn in the window learns digits in the engine process until it is stopped, and is saved', async ({
  launchStudio,
}) => {
  const { app, window } = await launchStudio();
  const editor = new StudioPage(window);
  const training = trainingOf(window);
  await editor.ready();

  const ids = await drawMnistCnn(editor);
  await editor.setNetworkField('epochs', '1');

  await training.train.click();
  await editor.select(ids[1] ?? '');
  await training.tab('See inside').click();
  const inside = window.getByRole('region', { name: `Inside ${ids[1]}` });
  await inside.getByText('Filters', { exact: true }).click();
  const filter = inside.getByRole('button', { name: 'Filter 1', exact: true }).locator('canvas');
  const first = await pixelsOf(filter);
  await expect.poll(() => pixelsOf(filter), { timeout: 60_000 }).not.toEqual(first);
  await training.tab('Curves').click();
  await expect.poll(() => training.lastValue('Accuracy', 'training'), { timeout: 60_000 }).toBeGreaterThan(0.9);
  await training.stop.click();
  await expect(training.train).toBeVisible();

  const folder = await makeTempFolder('journey');
  await answerFileDialogs(app, path.join(folder.path, 'digits.receptive.json'));
  await editor.press('Control+s');
  await expect(editor.unsavedDot).toBeHidden();
  const saved = JSON.parse(await readFile(path.join(folder.path, 'digits.receptive.json'), 'utf8'));
  expect(saved).toMatchObject({ format: 'receptive', training: { epochs: 1 } });
  expect(saved.graph.nodes).toHaveLength(ids.length);
  await folder.remove();
});
