import type { StudioPage } from './studio';

/** The layers of the MNIST CNN as a user draws them: palette entry, place on the canvas, parameters, what leaves it. */
const layers = [
  { title: 'Input', at: { x: 150, y: 30 }, params: {}, shape: '28 × 28 × 1' },
  { title: 'Conv2D', at: { x: 150, y: 150 }, params: { activation: 'relu' }, shape: '26 × 26 × 32' },
  { title: 'MaxPooling2D', at: { x: 150, y: 270 }, params: {}, shape: '13 × 13 × 32' },
  { title: 'Conv2D', at: { x: 150, y: 390 }, params: { filters: '64', activation: 'relu' }, shape: '11 × 11 × 64' },
  { title: 'MaxPooling2D', at: { x: 150, y: 510 }, params: {}, shape: '5 × 5 × 64' },
  { title: 'Flatten', at: { x: 480, y: 30 }, params: {}, shape: '1600' },
  { title: 'Dense', at: { x: 480, y: 150 }, params: { units: '64*2', activation: 'relu' }, shape: '128' },
  { title: 'Dense', at: { x: 480, y: 270 }, params: { units: '10', activation: 'softmax' }, shape: '10' },
] as const;

/** Draws the MNIST CNN on an empty canvas with the mouse. @returns the ids of its nodes, Input first. */
export async function drawMnistCnn(editor: StudioPage): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const { title, at } of layers) ids.push(await editor.addFromPalette(title, at));
  for (const [index, id] of ids.slice(1).entries()) await editor.connect(ids[index] ?? '', id);
  for (const [index, { params, shape }] of layers.entries()) {
    const id = ids[index] ?? '';
    for (const [name, value] of Object.entries(params)) await editor.setParam(id, name, value);
    await editor.expectShape(id, shape);
  }
  return ids;
}
