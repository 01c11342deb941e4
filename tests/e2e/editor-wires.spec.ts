import { expect, test } from './fixtures';
import { StudioPage } from './pages/studio';

test.beforeEach(async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.ready();
  await studio.addFromPalette('Input', { x: 300, y: 80 });
  await studio.addFromPalette('Dense', { x: 300, y: 300 });
});

test('a wire dropped on empty canvas asks what to add, and joins it', async ({ page }) => {
  const studio = new StudioPage(page);
  const from = await studio.middle(studio.output('dense_1'));
  await studio.drag(from, { x: from.x + 250, y: from.y + 60 });
  const menu = page.getByRole('dialog', { name: 'Connect to a new layer' });
  await expect(menu.getByRole('option', { name: /^Input/ })).toHaveCount(0);
  await page.keyboard.type('drop');
  await page.keyboard.press('Enter');
  await studio.expectEdges('dense_1 > dropout_1');
  await studio.undo();
  await expect(studio.nodes).toHaveCount(2);
});

test('a layer dropped on a wire goes between, and a removed one closes the gap', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.connect('input_1', 'dense_1');
  const canvas = await studio.canvas.boundingBox();
  const top = await studio.middle(studio.output('input_1'));
  const bottom = await studio.middle(studio.input('dense_1'));
  const middle = { x: (top.x + bottom.x) / 2 - (canvas?.x ?? 0), y: (top.y + bottom.y) / 2 - (canvas?.y ?? 0) };
  await studio.addFromPalette('Flatten', middle);
  await studio.expectEdges('input_1 > flatten_1', 'flatten_1 > dense_1');
  await studio.expectShape('dense_1', '32');
  await studio.press('Delete');
  await studio.expectEdges('input_1 > dense_1');
});

test('a wire that may not be says why, and is not made', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.connect('input_1', 'dense_1');
  await studio.addFromPalette('Dropout', { x: 300, y: 500 });
  await studio.connect('dense_1', 'dropout_1');
  await studio.drag(
    await studio.middle(studio.output('dropout_1')),
    await studio.middle(studio.node('dense_1')),
    async () => {
      await expect(studio.canvas.getByText('this would make a cycle')).toBeVisible();
      await expect(studio.output('input_1')).toHaveAttribute('data-state', 'refuses');
    },
  );
  await expect(page.getByRole('alert').getByText('this would make a cycle')).toBeVisible();
  await studio.expectEdges('input_1 > dense_1', 'dense_1 > dropout_1');
});

test("a wire's end can be moved to another layer, and dropped on nothing it is gone", async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.connect('input_1', 'dense_1');
  await studio.addFromPalette('Dropout', { x: 600, y: 300 });
  const end = async () => {
    const port = await studio.middle(studio.input((await studio.ids()).includes('dropout_1') ? 'dense_1' : ''));
    return { x: port.x, y: port.y - 14 };
  };
  await studio.drag(await end(), await studio.middle(studio.input('dropout_1')));
  await studio.expectEdges('input_1 > dropout_1');
  const port = await studio.middle(studio.input('dropout_1'));
  await page.mouse.move(port.x - 6, port.y - 14);
  await studio.drag({ x: port.x, y: port.y - 14 }, { x: port.x + 150, y: port.y - 120 });
  await studio.expectEdges();
});

test('double-click and Space search a layer where the pointer is', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.canvas.dblclick({ position: { x: 700, y: 400 } });
  await page.keyboard.type('mp');
  await page.keyboard.press('Enter');
  await expect(studio.node('max_pooling2d_1')).toBeVisible();
  await studio.press('Space');
  await page.keyboard.type('concat');
  await page.keyboard.press('Enter');
  await expect(studio.node('concatenate_1')).toBeVisible();
});

test('branches join in a Concatenate, and one key arranges them, undone in one step', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.addFromPalette('Flatten', { x: 600, y: 300 });
  await studio.addFromPalette('Concatenate', { x: 450, y: 520 });
  await studio.connect('input_1', 'flatten_1');
  await studio.addFromPalette('Flatten', { x: 640, y: 120 });
  await studio.connect('input_1', 'flatten_2');
  await studio.connect('flatten_1', 'concatenate_1');
  await studio.connect('flatten_2', 'concatenate_1');
  await studio.expectShape('concatenate_1', '1568');
  expect(await studio.wiresOffPorts()).toBeLessThan(1);
  await studio.addFromPalette('MultiHeadAttention', { x: 760, y: 520 });
  const value = page.getByRole('img', { name: /^Input of multi_head_attention_1: value/ });
  await studio.drag(await studio.middle(studio.output('input_1')), await studio.middle(value));
  expect(await studio.wiresOffPorts()).toBeLessThan(1);
  const before = await studio.node('concatenate_1').evaluate(node => node.style.transform);
  await studio.press('Shift+L');
  await expect.poll(() => studio.node('concatenate_1').evaluate(node => node.style.transform)).not.toBe(before);
  await studio.undo();
  await expect.poll(() => studio.node('concatenate_1').evaluate(node => node.style.transform)).toBe(before);
});
