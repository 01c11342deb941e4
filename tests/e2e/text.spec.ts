import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from './fixtures';
import { violations } from './pages/axe';
import { StudioPage } from './pages/studio';
import { trainingOf } from './pages/training';

test('a network of sentences: train it, type one, see its tokens; then on texts of one’s own', async ({
  page,
  studio,
}) => {
  const editor = new StudioPage(page);
  const training = trainingOf(page);
  const picture = async (name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`) });
  await training.openTemplate('Text CNN');
  await expect(page.getByText(/2,\d+ samples to train on, 59\d to validate, 32 each/)).toBeVisible();
  await editor.setNetworkField('epochs', '4');
  await training.runToEnd(120);
  await training.tab('Curves').click();
  expect(await training.lastValue('Accuracy', 'validation')).toBeGreaterThan(0.7);

  await page.getByRole('tab', { name: 'See inside' }).click();
  const text = page.getByRole('textbox', { name: 'Text' });
  await expect(text).not.toBeEmpty();
  await text.fill('Great food, I love this place!');
  await expect(page.getByRole('heading', { name: /Prediction: positive/ })).toBeVisible();
  await text.fill('A terrible waste of money, very bad quxotic phone.');
  await expect(page.getByRole('heading', { name: /Prediction: negative/ })).toBeVisible();
  await expect(page.getByText('1 unknown')).toBeVisible();

  await editor.select('embedding_1');
  const inside = page.getByRole('region', { name: 'Inside embedding_1' });
  await expect(inside.getByRole('term')).toHaveText([
    'a',
    'terrible',
    'waste',
    'of',
    'money',
    'very',
    'bad',
    'quxotic',
    'phone',
  ]);
  await expect(inside.getByText('and 23 rows of what fills the text up')).toBeVisible();
  await picture('probed');
  await editor.select('words_3');
  await expect(page.getByRole('region', { name: 'Inside words_3' }).getByText('a terrible waste')).toBeVisible();
  await editor.select('input_1');
  await expect(page.getByText('1 (unknown)')).toBeVisible();
  await picture('input');
  expect(await violations(page)).toEqual([]);

  // Nothing selected: the project's own properties.
  await editor.press('Escape');
  await page.getByRole('tab', { name: 'Properties' }).click();
  await page.getByRole('button', { name: 'Look at all of it' }).click();
  const data = page.getByRole('region', { name: 'Data', exact: true });
  await expect(data.getByRole('img', { name: /Half of the texts have \d+ tokens or fewer/ })).toBeVisible();
  await data.getByRole('button', { name: /^positive/ }).click();
  await picture('data');
  expect(await violations(page)).toEqual([]);
  await data.getByRole('button', { name: 'Network' }).click();

  const folder = path.join(studio.dataFolder, 'mail');
  for (const name of ['ham', 'offer', 'spam']) {
    await mkdir(path.join(folder, name), { recursive: true });
    for (let i = 0; i < 20; i++) {
      await writeFile(path.join(folder, name, `${i}.txt`), `${i} words of ${name}, and so on`);
    }
  }
  await writeFile(path.join(folder, 'ham', 'latin.txt'), Buffer.from('schön', 'latin1'));
  await editor.press('Control+k');
  await page.keyboard.type('own data');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Your own data' });
  await dialog.getByLabel('Path').fill(folder);
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await expect(page.getByText(/48 samples to train on, 12 to validate, 100 each/)).toBeVisible();
  await page.getByText('1 file was skipped').click();
  await expect(page.getByText('is no text in UTF-8: save it in that encoding')).toBeVisible();
  const problems = await editor.openProblems();
  await problems.getByRole('button', { name: 'Set the shape to 100' }).click();
  await problems.getByRole('button', { name: 'Set units to 3', exact: true }).click();
  await expect(problems.getByText(/can be trained/)).toBeVisible();
  await picture('own-texts');
  await page.getByRole('button', { name: /dark/i }).click();
  await page.getByRole('tab', { name: 'See inside' }).click();
  await picture('dark');
});
