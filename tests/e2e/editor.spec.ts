import { expect, test } from './fixtures';
import { StudioPage } from './pages/studio';

test.beforeEach(async ({ page }) => new StudioPage(page).ready());

test('a network is drawn with the mouse, shapes follow at once, and each gesture undoes as one step', async ({
  page,
}) => {
  const studio = new StudioPage(page);
  await studio.addFromPalette('Input', { x: 450, y: 80 });
  await studio.addFromPalette('Conv2D', { x: 450, y: 220 });
  await studio.addFromPalette('Flatten', { x: 450, y: 360 });
  await studio.addFromPalette('Dense', { x: 450, y: 500 });
  await studio.connect('input_1', 'conv2d_1');
  await studio.connect('conv2d_1', 'flatten_1');
  await studio.connect('flatten_1', 'dense_1');
  await studio.expectEdges('input_1 > conv2d_1', 'conv2d_1 > flatten_1', 'flatten_1 > dense_1');

  await studio.setParam('conv2d_1', 'filters', '64*2');
  await studio.expectShape('conv2d_1', '26 × 26 × 128');
  await studio.setParam('conv2d_1', 'kernelSize', '5 × 3');
  await studio.expectShape('conv2d_1', '24 × 26 × 128');
  await studio.setParam('conv2d_1', 'padding', 'same');
  await studio.expectShape('flatten_1', '100352');

  await studio.undo();
  await studio.expectShape('conv2d_1', '24 × 26 × 128');
  for (let steps = 0; steps < 30; steps++) await studio.undo();
  await expect(studio.nodes).toHaveCount(0);
  await studio.press('Control+Shift+z');
  await expect(studio.nodes).toHaveCount(1);
});

test('a drag is one undo step', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.addFromPalette('Dense', { x: 300, y: 200 });
  const before = await studio.node('dense_1').boundingBox();
  const grip = { x: (before?.x ?? 0) + 80, y: (before?.y ?? 0) + 20 };
  await studio.drag(grip, { x: grip.x + 150, y: grip.y + 120 });
  await expect.poll(async () => (await studio.node('dense_1').boundingBox())?.x).not.toBe(before?.x);
  await studio.undo();
  await expect.poll(() => studio.node('dense_1').boundingBox()).toEqual(before);
  await expect(studio.nodes).toHaveCount(1);
});

test('a mistake stands on its node, says what was expected and received, and its fix mends it', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.openTemplate('mnist-cnn');
  await studio.select('flatten_1');
  await studio.press('Delete');
  await studio.expectShape('dense_2', '5 × 5 × 10');
  const message = studio.node('dense_2').getByRole('note');
  await expect(message).toContainText('expects the output (None, 10), received (None, 5, 5, 10)');
  await expect(page.getByRole('button', { name: 'Train' })).toHaveAttribute('aria-disabled', 'true');
  await message.getByRole('button', { name: 'Insert Flatten before it' }).click();
  await studio.expectShape('dense_2', '10');
  await expect(message).toBeHidden();
  await studio.undo();
  await expect(message).toBeVisible();
});

test('the list of problems leads to the node and mends it', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.openTemplate('mnist-cnn');
  await studio.setParam('dense_2', 'units', '12');
  await studio.press('Escape');
  const problems = await studio.openProblems();
  await problems.getByRole('button', { name: 'dense_2' }).click();
  await expect(page.getByRole('heading', { name: 'Dense' })).toBeVisible();
  await problems.getByRole('button', { name: 'Set units to 10' }).click();
  await expect(problems).toContainText('No problems');
});

test('what cannot be stays in the field with the reason, and the network as it was', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.openTemplate('mnist-cnn');
  await studio.select('conv2d_1');
  const field = studio.param('filters').getByRole('textbox');
  await field.fill('0');
  await expect(studio.param('filters')).toContainText('must be at least 1');
  await field.fill('many');
  await expect(studio.param('filters')).toContainText('must be a number');
  await expect(field).toHaveValue('many');
  await studio.expectShape('conv2d_1', '26 × 26 × 32');
  await field.press('Escape');
  await expect(field).toHaveValue('32');
});

test('typing in a field is one step, and keys in it do nothing to the network', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.openTemplate('mnist-cnn');
  await studio.select('conv2d_1');
  const field = studio.param('filters').getByRole('textbox');
  await field.click();
  await field.press('Control+a');
  await field.press('Delete');
  await field.pressSequentially('128');
  await studio.expectShape('conv2d_1', '26 × 26 × 128');
  await expect(studio.nodes).toHaveCount(8);
  await studio.undo();
  await studio.expectShape('conv2d_1', '26 × 26 × 32');
});

test('copy, paste, duplicate and cut keep parameters and the wires between', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const studio = new StudioPage(page);
  await studio.openTemplate('logistic-regression');
  await studio.press('Control+a');
  await studio.press('Control+c');
  await studio.press('Control+v');
  await studio.expectEdges('input_1 > dense_1', 'input_2 > dense_2');
  await studio.expectShape('dense_2', '1');
  await studio.press('Control+x');
  await studio.expectEdges('input_1 > dense_1');
  await studio.press('Control+a');
  await studio.press('Control+d');
  await expect(studio.nodes).toHaveCount(4);
});

test('every action is found by its name, and the sheet of shortcuts shows its key', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.openTemplate('mnist-cnn');
  await studio.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'All commands' }).getByRole('combobox')).toBeFocused();
  await page.keyboard.type('select all');
  await page.keyboard.press('Enter');
  await expect(page.getByText('8 layers selected')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await studio.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard and mouse' })).toContainText('Duplicate');
});

test('what a weight is held to folds away, opens, and asks for what belongs to it', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.openTemplate('mnist-cnn');
  await studio.select('conv2d_1');
  const fold = page.locator('summary', { hasText: 'Weights' });
  await expect(fold).toContainText('defaults');
  await expect(studio.param('kernelConstraint')).toBeHidden();
  await fold.click();
  await studio.setParam('conv2d_1', 'kernelConstraint', 'max_norm');
  const part = (name: string) => page.getByRole('textbox', { name: `Kernel constraint, ${name}` });
  await expect(part('Max value')).toHaveValue('2');
  await part('Axis').fill('0, 1, 4');
  await part('Axis').press('Enter');
  await expect(studio.node('conv2d_1').getByRole('note')).toContainText('there is no axis 4');
  await studio.undo();
  await expect(part('Axis')).toHaveValue('0');
  await part('Axis').fill('0, 1, 2');
  await part('Axis').press('Enter');
  await expect(fold).toContainText('1 set');
  await expect(studio.node('conv2d_1').getByRole('note')).toBeHidden();
});

test('how a weight begins is chosen by name, with the settings that belong to it', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.openTemplate('mnist-cnn');
  await studio.select('conv2d_1');
  await page.locator('summary', { hasText: 'Weights' }).click();
  const kind = page.getByRole('combobox', { name: 'Kernel initializer' });
  await expect(kind).toHaveValue('glorot_uniform');
  await studio.setParam('conv2d_1', 'kernelInitializer', 'random_normal');
  const deviation = page.getByRole('textbox', { name: 'Kernel initializer, Stddev' });
  await expect(deviation).toHaveValue('0.05');
  await deviation.fill('-1');
  await deviation.press('Enter');
  await expect(studio.param('kernelInitializer')).toContainText('must be at least 0');
  await deviation.fill('0.2');
  await deviation.press('Enter');
  await page.keyboard.press('Alt+5');
  await expect(page.getByText('kernel_initializer=initializers.RandomNormal(stddev=0.2)')).toBeVisible();
  await studio.undo();
  await expect(deviation).toHaveValue('0.05');
  await studio.undo();
  await expect(kind).toHaveValue('glorot_uniform');
  await expect(deviation).toBeHidden();
});
