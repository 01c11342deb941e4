import type { Page } from 'playwright';
import { expect, test } from './fixtures';
import { StudioPage } from './pages/studio';
import { trainingOf } from './pages/training';

/** LeNet-5 as a newcomer types it: what is typed into the search, the layer's title, and its parameters. */
const layers = [
  { search: 'input', id: 'input_1', params: [], shape: '28 × 28 × 1' },
  {
    search: 'conv2d',
    id: 'conv2d_1',
    params: [
      ['Filters', '6'],
      ['Kernel size, height', '5'],
      ['Kernel size, width', '5'],
      ['Padding', 'same'],
      ['Activation', 'tanh'],
    ],
    shape: '28 × 28 × 6',
  },
  { search: 'averagepooling2d', id: 'average_pooling2d_1', params: [], shape: '14 × 14 × 6' },
  {
    search: 'conv2d',
    id: 'conv2d_2',
    params: [
      ['Filters', '16'],
      ['Kernel size, height', '5'],
      ['Kernel size, width', '5'],
      ['Activation', 'tanh'],
    ],
    shape: '10 × 10 × 16',
  },
  { search: 'averagepooling2d', id: 'average_pooling2d_2', params: [], shape: '5 × 5 × 16' },
  { search: 'flatten', id: 'flatten_1', params: [], shape: '400' },
  {
    search: 'dense',
    id: 'dense_1',
    params: [
      ['Units', '60*2'],
      ['Activation', 'tanh'],
    ],
    shape: '120',
  },
  {
    search: 'dense',
    id: 'dense_2',
    params: [
      ['Units', '84'],
      ['Activation', 'tanh'],
    ],
    shape: '84',
  },
  {
    search: 'dense',
    id: 'dense_3',
    params: [
      ['Units', '10'],
      ['Activation', 'softmax'],
    ],
    shape: '10',
  },
] as const;

/** The name of what has the focus, as its label says it. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
  });

/** Goes on with Tab until something of this name has the focus. */
async function tabTo(page: Page, name: string | RegExp, key = 'Tab'): Promise<void> {
  const isThere = (label: string) => (typeof name === 'string' ? label === name : name.test(label));
  const passed: string[] = [];
  while (!isThere(passed.at(-1) ?? (await focused(page)))) {
    if (passed.length > 60) throw new Error(`${key} never came to ${name}, but to ${passed.join(', ')}`);
    await page.keyboard.press(key);
    passed.push(await focused(page));
  }
}

/** Sets the field that has the focus; a long list is searched by typing, a short one with the arrows. */
async function setField(page: Page, value: string): Promise<void> {
  const field = page.locator(':focus');
  const option = page.getByRole('option', { name: value, exact: true });
  const isList = (await field.getAttribute('aria-haspopup')) === 'listbox';
  if (!isList || (await field.getAttribute('readonly')) === null) {
    await page.keyboard.press('Control+a');
    await page.keyboard.type(value);
    if (!isList) return;
  } else await page.keyboard.press('Enter');
  await expect(option).toBeVisible();
  for (let count = 0; (await option.getAttribute('data-combobox-selected')) === null; count++) {
    if (count > 40) throw new Error(`The arrows never came to ${value}`);
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await expect(option).toBeHidden();
}

test('from the empty canvas, by keyboard alone, to a LeNet that reads handwritten digits', async ({ page }) => {
  test.setTimeout(180_000);
  page.setDefaultTimeout(15_000);
  const editor = new StudioPage(page);
  const training = trainingOf(page);
  const { keyboard } = page;
  await editor.ready();

  for (const { search, id, params, shape } of layers) {
    await keyboard.press('Space');
    await expect(page.getByRole('combobox', { name: 'Add a layer…' })).toBeFocused();
    await keyboard.type(search);
    await keyboard.press('Enter');
    await expect(editor.node(id)).toBeFocused();
    if (params.length > 0) {
      await keyboard.press('Enter');
      await expect(editor.node(id)).not.toBeFocused();
    }
    for (const [name, value] of params) {
      await tabTo(page, name);
      await setField(page, value);
    }
    // Escape in a list's field, Enter in a text's: either leads back to the card.
    if (params.length > 0) await keyboard.press('Escape');
    await editor.expectShape(id, shape);
    await expect(editor.node(id)).toBeFocused();
  }
  const chain = layers.slice(1).map(({ id }, index) => `${layers[index]?.id} > ${id}`);
  await editor.expectEdges(...chain);

  // A wire is taken off and drawn again.
  await keyboard.press('Alt+ArrowUp');
  await expect(editor.node('dense_2')).toBeFocused();
  await tabTo(page, 'Edge from dense_2 to dense_3', 'Shift+Tab');
  await keyboard.press('Enter');
  await keyboard.press('Delete');
  await editor.expectEdges(...chain.slice(0, -1));
  await keyboard.press('Escape');
  await keyboard.press('F6');
  await tabTo(page, /^Dense dense_2/);
  await keyboard.press('Enter');
  await tabTo(page, /^Dense dense_3/);
  await keyboard.press('Shift+Enter');
  await keyboard.press('c');
  await editor.expectEdges(...chain);

  // Nothing selected: Alt+P leads to the project's own form.
  await keyboard.press('Escape');
  await keyboard.press('Alt+p');
  await tabTo(page, 'Epochs');
  await setField(page, '1');
  await keyboard.press('Enter');
  await keyboard.press('Control+Enter');
  await keyboard.press('Alt+1');
  await expect(training.accuracy.getByText('validation').first()).toBeVisible({ timeout: 120_000 });
  await expect(training.train).toBeVisible({ timeout: 60_000 });
  expect(await training.lastValue('Accuracy', 'validation')).toBeGreaterThan(0.9);
  await expect(training.accuracy.locator('.recharts-line-curve').first()).toBeVisible();
});
