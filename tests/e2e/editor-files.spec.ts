import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseProject } from '#shared/project/file';
import { expect, test } from './fixtures';
import { StudioPage } from './pages/studio';

test.beforeEach(async ({ page }) => new StudioPage(page).ready());

/** Where the studio's host keeps the files of the workspace. */
async function findFile(folder: string, name: string): Promise<string> {
  const all = await readdir(folder, { recursive: true });
  const found = all.find(file => path.basename(file) === name);
  if (found === undefined) throw new Error(`${name} is not among ${all.join(', ')}`);
  return path.join(folder, found);
}

test('a saved project opens again as it was', async ({ page, studio: { dataFolder } }) => {
  const studio = new StudioPage(page);
  await studio.openTemplate('mnist-cnn');
  await studio.setParam('conv2d_1', 'filters', '48');
  await expect(studio.unsavedDot).toBeVisible();
  await studio.saveAs('digits');
  await expect(studio.unsavedDot).toBeHidden();
  const parsed = parseProject(await readFile(await findFile(dataFolder, 'digits.receptive.json'), 'utf8'));
  expect(parsed.ok && parsed.value.graph.nodes.length).toBe(8);

  await studio.press('Alt+n');
  await expect(studio.nodes).toHaveCount(0);
  await studio.open('digits');
  await studio.expectShape('conv2d_1', '26 × 26 × 48');
  await expect(studio.unsavedDot).toBeHidden();
});

test('unsaved changes are asked about before they go', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.openTemplate('mnist-cnn');
  await studio.setParam('conv2d_1', 'filters', '48');
  await studio.press('Alt+n');
  const question = page.getByRole('dialog', { name: 'Save changes first?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await studio.press('Alt+n');
  await expect(question).toBeVisible();
  await expect(studio.nodes).toHaveCount(8);
  await question.getByRole('button', { name: "Don't save" }).click();
  await expect(studio.nodes).toHaveCount(0);
});

test('a file that someone else changed is not overwritten unasked', async ({ page, studio: { dataFolder } }) => {
  const studio = new StudioPage(page);
  await studio.openTemplate('mnist-cnn');
  await studio.saveAs('shared');
  const file = await findFile(dataFolder, 'shared.receptive.json');
  const theirs = (await readFile(file, 'utf8')).replace('"name": "MNIST CNN"', '"name": "Theirs"');
  await writeFile(file, theirs);
  await studio.setParam('conv2d_1', 'filters', '48');
  await studio.press('Control+s');
  const question = page.getByRole('dialog', { name: 'The file was changed by someone else' });
  await expect(question).toBeVisible();
  expect(await readFile(file, 'utf8')).toBe(theirs);
  await question.getByRole('button', { name: 'Overwrite it' }).click();
  await expect(studio.unsavedDot).toBeHidden();
  expect(await readFile(file, 'utf8')).toContain('48');
});

test('a reload brings back what was open, saved or not', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.openTemplate('mnist-cnn');
  await page.reload();
  await expect(studio.nodes).toHaveCount(8);
  await expect(studio.unsavedDot).toBeHidden();
  await studio.setParam('conv2d_1', 'filters', '48');
  await page.reload();
  await studio.expectShape('conv2d_1', '26 × 26 × 48');
  await expect(studio.unsavedDot).toBeVisible();
});

const broken = [
  ['cut short', '{"format": "receptive", "ver', 'not valid JSON'],
  ['foreign', '{"nodes": []}', 'not a Receptive project'],
  ['newer', '{"format": "receptive", "version": 99}', 'written by a newer Receptive'],
  [
    'wrong inside',
    '{"format": "receptive", "version": 1, "name": "x", "graph": {"nodes": [{"id": "1"}], "edges": []}}',
    'graph.nodes.0',
  ],
] as const;

test('a file that cannot be read is refused with the reason, and the open network stays', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.openTemplate('logistic-regression');
  for (const [what, text, reason] of broken) {
    await studio.press('Control+o');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'From this computer…' }).click();
    const buffer = Buffer.from(text);
    await (await chooser).setFiles({ name: `${what}.receptive.json`, mimeType: 'application/json', buffer });
    const refusal = page.getByRole('dialog', { name: `${what}.receptive.json could not be opened` });
    await expect(refusal).toContainText(reason);
    await refusal.getByRole('button', { name: 'OK', exact: true }).click();
    await expect(refusal).toBeHidden();
    await expect(studio.nodes).toHaveCount(2);
  }
});

test('a project that was drawn wrong elsewhere opens, with each problem at its node', async ({ page }) => {
  const studio = new StudioPage(page);
  const node = (id: string, type: string) => ({ id, type, params: {} });
  const project = {
    format: 'receptive',
    version: 1,
    name: 'Wrong',
    graph: {
      nodes: [
        node('in', 'input'),
        node('a', 'dense'),
        node('b', 'dense'),
        node('odd', 'perceiver'),
        node('a', 'dense'),
      ],
      edges: [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'a' },
        { from: 'in', to: 'nobody' },
      ],
    },
    data: { dataset: 'mnist' },
    training: {},
  };
  await studio.press('Control+o');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'From this computer…' }).click();
  const buffer = Buffer.from(JSON.stringify(project));
  await (await chooser).setFiles({ name: 'wrong.receptive.json', mimeType: 'application/json', buffer });
  await expect(studio.projectName).toHaveValue('Wrong');
  const problems = await studio.openProblems();
  await expect(problems).toContainText('data must flow one way');
  await expect(problems).toContainText('There is no layer of type "perceiver"');
  await expect(problems).toContainText('Two nodes have this id');
  await expect(problems).toContainText('one of them does not exist');
});
