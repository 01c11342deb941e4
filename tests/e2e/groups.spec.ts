import { expect, test } from './fixtures';
import { violationsInBothThemes } from './pages/axe';
import { StudioPage } from './pages/studio';

const shift = { position: { x: 60, y: 12 }, modifiers: ['Shift' as const] };

test.beforeEach(async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.ready();
  await studio.openTemplate('mnist-cnn');
});

test('layers are framed by key, the frame is named, moved as one, and taken away', async ({ page }) => {
  const studio = new StudioPage(page);
  const frame = studio.node('group:1');
  const top = async (id: string) => (await studio.node(id).boundingBox())?.y ?? Number.NaN;
  await studio.select('conv2d_1');
  await studio.node('max_pooling2d_1').click(shift);
  const before = (await top('conv2d_2')) - (await top('input_1'));
  await studio.press('Control+g');
  await expect(frame).toHaveAccessibleName('Group Group 1, 2 layers');
  await expect(frame).toHaveClass(/selected/);
  // The title has room of its own, below the card above it.
  const bar = frame.locator('[data-frame-title]');
  const input = await studio.node('input_1').boundingBox();
  expect((await bar.boundingBox())?.y).toBeGreaterThan((input?.y ?? 0) + (input?.height ?? 0));
  expect((await top('conv2d_2')) - (await top('input_1'))).toBeGreaterThan(before);

  await bar.getByText('Group 1').dblclick();
  await page.getByLabel('Title of Group 1').fill('Edges');
  await page.keyboard.press('Enter');
  await expect(frame).toHaveAccessibleName('Group Edges, 2 layers');
  await expect(frame).toBeFocused();
  await page.getByRole('button', { name: 'teal' }).click();
  expect(await violationsInBothThemes(page)).toEqual([]);

  const apart = async () => {
    const [conv, pool, dense] = await Promise.all(
      ['conv2d_1', 'max_pooling2d_1', 'dense_1'].map(id => studio.node(id).boundingBox()),
    );
    return [(pool?.x ?? 0) - (conv?.x ?? 0), Math.round((conv?.x ?? 0) - (dense?.x ?? 0))];
  };
  const start = await studio.middle(bar.getByText('Edges'));
  await studio.drag(start, { x: start.x + 90, y: start.y });
  await expect.poll(async () => (await apart())[1]).toBeGreaterThan(40);
  expect((await apart())[0]).toBe(0);
  await studio.undo();
  await expect.poll(apart).toEqual([0, 0]);

  // What is dropped in the frame is in the group, as one step with its way there.
  const within = await studio.middle(studio.node('conv2d_1'));
  await studio.drag(await studio.middle(studio.node('dense_2').getByText('Dense', { exact: true })), within);
  await expect(frame).toHaveAccessibleName('Group Edges, 3 layers');
  await studio.undo();
  await expect(frame).toHaveAccessibleName('Group Edges, 2 layers');
  await bar.getByText('Edges').click();

  await studio.press('Control+Shift+g');
  await expect(frame).toHaveCount(0);
  await expect(studio.node('max_pooling2d_1')).toHaveClass(/selected/);
  await studio.undo();
  await expect(frame).toBeVisible();
});

test('a group is copied with what is in it, and arranging leaves its frame free', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.select('conv2d_2');
  await studio.node('max_pooling2d_2').click(shift);
  await studio.press('Control+g');
  await studio.press('Control+d');
  await expect(studio.node('group:2')).toHaveClass(/selected/);
  await expect(studio.node('conv2d_3')).toBeVisible();
  await studio.press('Shift+l');
  const overlaps = () =>
    studio.nodes.evaluateAll(nodes => {
      const boxes = nodes.map(node => ({ id: node.getAttribute('data-id') ?? '', box: node.getBoundingClientRect() }));
      const isFrame = (id: string) => id.startsWith('group:');
      return boxes
        .filter(({ id }) => isFrame(id))
        .flatMap(frame =>
          boxes
            .filter(({ id }) => id !== frame.id)
            .filter(
              ({ box }) =>
                box.left < frame.box.right &&
                frame.box.left < box.right &&
                box.top < frame.box.bottom &&
                frame.box.top < box.bottom,
            )
            .map(({ id }) => id),
        )
        .sort();
    });
  await expect.poll(overlaps).toEqual(['conv2d_2', 'conv2d_3', 'max_pooling2d_2', 'max_pooling2d_3']);
  await studio.press('Delete');
  await expect(studio.node('conv2d_3')).toHaveCount(0);
  await expect(studio.node('group:2')).toHaveCount(0);
});

test('a collapsed group is one card, opens where it is looked into, and then all lies as before', async ({ page }) => {
  const studio = new StudioPage(page);
  const group = studio.node('group:1');
  const place = async (id: string) => studio.node(id).evaluate(node => node.style.transform);
  await studio.select('conv2d_1');
  await studio.node('max_pooling2d_1').click(shift);
  await studio.press('Control+g');
  const before = await Promise.all(['conv2d_1', 'max_pooling2d_1', 'dense_1'].map(place));
  await studio.press('Alt+c');
  await expect(studio.node('conv2d_1')).toHaveCount(0);
  await expect(group).toBeFocused();
  await expect(group).toHaveAccessibleName(
    /^Group Group 1, 2 layers, collapsed, 320 parameters, 28 × 28 × 1 → 13 × 13 × 32$/,
  );
  await studio.expectEdges(
    'input_1 > group:1',
    'group:1 > conv2d_2',
    'conv2d_2 > max_pooling2d_2',
    'max_pooling2d_2 > flatten_1',
    'flatten_1 > dense_1',
    'dense_1 > dense_2',
  );
  expect(await studio.wiresOffPorts()).toBeLessThan(1);
  expect(await violationsInBothThemes(page)).toEqual([]);

  // Along the network by key: onto the group's card, and on from there.
  await studio.select('input_1');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(group).toBeFocused();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(studio.node('conv2d_2')).toBeFocused();

  await page.getByRole('tab', { name: 'Summary' }).click();
  await page.getByRole('row', { name: /max_pooling2d_1/ }).click();
  await expect(studio.node('max_pooling2d_1')).toHaveClass(/selected/);
  expect(await Promise.all(['conv2d_1', 'max_pooling2d_1', 'dense_1'].map(place))).toEqual(before);
  await group.getByRole('button', { name: 'Collapse Group 1' }).click();
  await expect(studio.node('conv2d_1')).toHaveCount(0);
  await group.getByRole('button', { name: 'Expand Group 1' }).click();
  await expect(studio.node('conv2d_1')).toBeVisible();
  await expect(group).toBeFocused();
});
