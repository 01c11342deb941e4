import type { Locator, Page } from 'playwright';
import { expect } from 'playwright/test';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The studio in the words of its user. Points on the canvas are pixels from its top left corner. */
export class StudioPage {
  readonly canvas: Locator;
  readonly nodes: Locator;
  readonly edges: Locator;

  constructor(readonly page: Page) {
    this.canvas = page.locator('[data-canvas]');
    this.nodes = this.canvas.locator('.react-flow__node');
    this.edges = this.canvas.locator('.react-flow__edge');
  }

  node(id: string): Locator {
    return this.canvas.locator(`.react-flow__node[data-id="${id}"]`);
  }

  /** The canvas is there and knows the engine's datasets. */
  async ready(): Promise<void> {
    await expect(this.page.getByText(/samples to train on/)).toBeVisible({ timeout: 30_000 });
  }

  /** From the empty canvas, which offers some itself and all in a dialog. */
  async openTemplate(id: string): Promise<void> {
    await this.page.locator('[data-template]').first().waitFor();
    const card = this.page.locator(`[data-template="${id}"]`);
    if ((await card.count()) === 0) await this.page.getByRole('button', { name: /^All \d+ templates/ }).click();
    await card.click();
    await expect(this.nodes.first()).toBeVisible();
  }

  /** How far the worst wire begins or ends from the port that it belongs to, in pixels. */
  async wiresOffPorts(): Promise<number> {
    return this.edges.locator('path.react-flow__edge-path').evaluateAll(paths => {
      const middles = (side: 'source' | 'target') =>
        [...document.querySelectorAll(`.react-flow__handle.${side}`)].map(port => {
          const { x, y, width, height } = port.getBoundingClientRect();
          return { x: x + width / 2, y: side === 'source' ? y + height : y };
        });
      const [sources, targets] = [middles('source'), middles('target')];
      const nearest = (at: DOMPoint, ports: typeof sources) =>
        Math.min(...ports.map(port => Math.hypot(port.x - at.x, port.y - at.y)));
      const distances = paths.flatMap(path => {
        const wire = path as SVGPathElement;
        const toScreen = (length: number) =>
          wire.getPointAtLength(length).matrixTransform(wire.getScreenCTM() ?? undefined);
        return [nearest(toScreen(0), sources), nearest(toScreen(wire.getTotalLength()), targets)];
      });
      return distances.length > 0 ? Math.max(...distances) : Number.POSITIVE_INFINITY;
    });
  }

  /** Presses, moves in steps and lets go, as a hand does; `before` runs while the button is still down. */
  async drag(from: Point, to: Point, before?: () => Promise<void>): Promise<void> {
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
    await mouse.move(to.x, to.y, { steps: 4 });
    await before?.();
    await mouse.up();
  }

  async middle(of: Locator): Promise<Point> {
    const box = await of.boundingBox();
    if (!box) throw new Error(`${of} is not on screen`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  private async onCanvas({ x, y }: Point): Promise<Point> {
    const box = await this.canvas.boundingBox();
    return { x: (box?.x ?? 0) + x, y: (box?.y ?? 0) + y };
  }

  paletteEntry(title: string): Locator {
    return this.page.getByRole('navigation', { name: 'Layers' }).getByRole('button', { name: title, exact: true });
  }

  /** Drags a layer from the palette to a point of the canvas. @returns the id of the new node. */
  async addFromPalette(title: string, at: Point): Promise<string> {
    const before = await this.ids();
    const filter = this.page.getByRole('textbox', { name: 'Filter layers' });
    await filter.fill(title);
    await this.drag(await this.middle(this.paletteEntry(title)), await this.onCanvas(at));
    await filter.clear();
    await expect(this.nodes).toHaveCount(before.length + 1);
    return (await this.ids()).find(id => !before.includes(id)) ?? '';
  }

  async ids(): Promise<readonly string[]> {
    return this.nodes.evaluateAll(nodes => nodes.map(node => node.getAttribute('data-id') ?? ''));
  }

  output(id: string): Locator {
    return this.canvas.locator(`[aria-label="Output of ${id}"]`);
  }

  input(id: string): Locator {
    return this.canvas.locator(`[aria-label="Input of ${id}"]`);
  }

  /** Draws a wire from port to port. */
  async connect(from: string, to: string): Promise<void> {
    await this.drag(await this.middle(this.output(from)), await this.middle(this.input(to)));
  }

  async select(id: string): Promise<void> {
    await this.node(id).click({ position: { x: 60, y: 12 } });
  }

  /** The row of a parameter in the side panel. */
  param(name: string): Locator {
    return this.page.locator(`[data-param="${name}"]`);
  }

  /** Types into a parameter's field, or picks from its list; a pair's two halves are given as `3 × 5`. */
  async setParam(id: string, name: string, value: string): Promise<void> {
    await this.select(id);
    const row = this.param(name);
    const list = row.getByRole('combobox');
    if ((await list.count()) > 0) {
      await list.click();
      await this.page.getByRole('option', { name: value, exact: true }).click();
      return;
    }
    const fields = row.getByRole('textbox');
    const parts = (await fields.count()) > 1 ? value.split('×') : [value];
    for (const [index, part] of parts.entries()) await fields.nth(index).fill(part.trim());
    await fields.first().press('Enter');
  }

  /** Types into one of the network's own fields (data and training), which are there while no node is selected. */
  async setNetworkField(name: string, value: string): Promise<void> {
    await this.press('Escape');
    const field = this.param(name).getByRole('textbox');
    await field.fill(value);
    await field.press('Enter');
  }

  async expectShape(id: string, shape: string): Promise<void> {
    await expect(this.node(id).getByTitle('Output shape of one sample')).toHaveText(shape);
  }

  /** The edges as `from > to`, in any order. */
  async expectEdges(...edges: readonly string[]): Promise<void> {
    const read = () =>
      this.edges.evaluateAll(all =>
        all.map(edge => (edge.getAttribute('data-id') ?? '').replace('->', ' > ').replace(/:[^:]*$/, '')).sort(),
      );
    await expect.poll(read).toEqual([...edges].sort());
  }

  async openProblems(): Promise<Locator> {
    await this.page.getByRole('tab', { name: /^Problems/ }).click();
    return this.page.getByRole('tabpanel', { name: /^Problems/ });
  }

  /** Presses keys with the canvas in charge, not a field. */
  async press(keys: string): Promise<void> {
    await this.page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await this.page.keyboard.press(keys);
  }

  async undo(): Promise<void> {
    await this.press('Control+z');
  }

  async saveAs(name: string): Promise<void> {
    await this.press('Control+Shift+s');
    const dialog = this.page.getByRole('dialog', { name: 'Save project' });
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByRole('button', { name: /^(Save|Replace)$/ }).click();
    await expect(dialog).toBeHidden();
    await expect(this.page.getByRole('alert').getByText(`Saved ${name}`)).toBeVisible();
  }

  async open(name: string): Promise<void> {
    await this.press('Control+o');
    await this.page.getByRole('dialog', { name: 'Open project' }).getByText(name, { exact: true }).click();
  }

  get unsavedDot(): Locator {
    return this.page.getByLabel('Has unsaved changes');
  }

  get projectName(): Locator {
    return this.page.getByLabel('Project name');
  }
}
