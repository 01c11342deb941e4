import { chromium, type Page } from 'playwright';
import { StudioPage } from '../e2e/pages/studio';
import { setUpChromium } from '../setup/chromium';
import { startReceptive } from '../support/receptive-process';
import { makeTempFolder } from '../support/temp-folder';
import { residualProject } from './studio-networks';

/** One figure beside its goal. */
interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'frames/s';
  /** At most so many milliseconds, at least so many frames a second; absent where there is no goal. */
  readonly goal?: number;
}

const isMet = ({ value, unit, goal }: Figure): boolean =>
  goal === undefined || (unit === 'ms' ? value < goal : value >= goal);

/** Measures the studio in a real Chromium. `--json` prints JSON. Exits with 1 where a goal is missed. */
export async function main(words: readonly string[]): Promise<void> {
  const folder = await makeTempFolder('bench');
  const host = startReceptive(['serve', '--port', '0', '--json'], { RECEPTIVE_DATA: folder.path });
  const { url } = await host.event('listening');
  const browser = await chromium.launch({ executablePath: await setUpChromium() });
  const figures: Figure[] = [];
  try {
    for (const measure of MEASURES) {
      // With nothing of the measure before, which the browser would bring back.
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.goto(String(url));
      const studio = new StudioPage(page);
      await studio.ready();
      for (const figure of await measure(studio)) {
        figures.push(figure);
        if (!words.includes('--json')) print(figure);
      }
      await page.close();
    }
  } finally {
    await browser.close();
    host.child.kill('SIGINT');
    await host.ended;
    await folder.remove();
  }
  if (words.includes('--json')) console.log(JSON.stringify(figures, null, 2));
  if (!figures.every(isMet)) process.exitCode = 1;
}

function print(figure: Figure): void {
  const { what, value, unit, goal } = figure;
  const wanted =
    goal === undefined ? '' : `  goal ${unit === 'ms' ? '<' : '≥'} ${goal}  ${isMet(figure) ? 'met' : 'MISSED'}`;
  console.log(`${what.padEnd(58)}${value.toFixed(1).padStart(8)} ${unit.padEnd(8)}${wanted}`);
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Drops a project on the page. @returns milliseconds until its cards are drawn */
async function openProject(page: Page, nodes: number): Promise<number> {
  const text = JSON.stringify(residualProject(nodes));
  return page.evaluate(async project => {
    const data = new DataTransfer();
    data.items.add(new File([project], 'network.receptive.json', { type: 'application/json' }));
    const start = performance.now();
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    const frame = () => new Promise(requestAnimationFrame);
    while (!document.querySelector('.react-flow__node') || !document.querySelector('.react-flow__edge')) await frame();
    await frame();
    return performance.now() - start;
  }, text);
}

/** Milliseconds from the click on a template to the frame in which its cards and wires stand. */
async function openTemplate(page: Page, id: string): Promise<number> {
  await page.getByRole('button', { name: /^All \d+ templates/ }).click();
  await page.locator(`[role=dialog] [data-template="${id}"]`).waitFor();
  const passed = await page.evaluate(async template => {
    const card = document.querySelector<HTMLElement>(`[role=dialog] [data-template="${template}"]`);
    const start = performance.now();
    card?.click();
    const frame = () => new Promise(requestAnimationFrame);
    while (!document.querySelector('.react-flow__node') || !document.querySelector('.react-flow__edge')) await frame();
    await frame();
    return performance.now() - start;
  }, id);
  // While it fades out, keys still belong to the gallery.
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  return passed;
}

/** Frames a second while the mouse moves with its button down, for two seconds. */
async function framesWhileDragging(page: Page, from: { x: number; y: number }): Promise<number> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  // The first movement picks the node up, and is no part of dragging it.
  await page.mouse.move(from.x + 5, from.y + 5, { steps: 2 });
  const counted = page.evaluate(
    () =>
      new Promise<number>(resolve => {
        const start = performance.now();
        let frames = 0;
        const count = () => {
          frames++;
          const passed = performance.now() - start;
          if (passed < 2000) requestAnimationFrame(count);
          else resolve((frames * 1000) / passed);
        };
        requestAnimationFrame(count);
      }),
  );
  let done = false;
  void counted.finally(() => {
    done = true;
  });
  for (let step = 0; !done; step++) {
    const angle = step / 12;
    await page.mouse.move(from.x + 60 * Math.sin(angle), from.y + 40 * Math.sin(angle / 2));
  }
  await page.mouse.up();
  return counted;
}

/** The middle of a card that is on screen, and of an empty place of the canvas. */
const cardInView = (page: Page) =>
  page.evaluate(() => {
    const canvas = document.querySelector('[data-canvas]')?.getBoundingClientRect();
    if (!canvas) throw new Error('There is no canvas.');
    const middle = { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 };
    const places = [...document.querySelectorAll('.react-flow__node')].map(node => {
      const { x, y, width, height } = node.getBoundingClientRect();
      return { x: x + width / 3, y: y + height / 4 };
    });
    const distance = (place: { x: number; y: number }) => Math.hypot(place.x - middle.x, place.y - middle.y);
    places.sort((a, b) => distance(a) - distance(b));
    const [card] = places;
    if (!card) throw new Error('No card is in view.');
    return { card, empty: { x: canvas.x + 40, y: canvas.y + 60 } };
  });

/** Milliseconds from a key in a field to the end of the work that it starts, shapes on the canvas included. */
async function typing(page: Page, keys: readonly string[]): Promise<number> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { typed: times });
    window.addEventListener(
      'beforeinput',
      () => {
        const start = performance.now();
        // What the key changes is drawn into the page before the next task begins.
        setTimeout(() => times.push(performance.now() - start));
      },
      { capture: true },
    );
  });
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(120);
  }
  return median(await page.evaluate<number[]>('window.typed'));
}

/** The longest time that the page was busy with one thing, in milliseconds; 0 where all were shorter than 50. */
async function longestTask(page: Page, during: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver(list => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
  });
  await during();
  await page.waitForTimeout(200);
  return Math.max(0, ...(await page.evaluate<number[]>('window.tasks')));
}

const MEASURES: readonly ((studio: StudioPage) => Promise<readonly Figure[]>)[] = [
  async ({ page }) => [
    { what: 'ResNet50 opens from the gallery', value: await openTemplate(page, 'resnet50'), unit: 'ms', goal: 1000 },
  ],
  async studio => {
    const { page } = studio;
    await openTemplate(page, 'resnet50');
    // The Input's shape changes the shape of every layer after it.
    await studio.press('Alt+4');
    await page.locator('tr[data-layer]').first().click();
    await studio.press('Control+3');
    await page.waitForTimeout(500);
    const field = studio.param('shape').getByRole('textbox').first();
    await field.focus();
    await page.keyboard.press('End');
    const value = await typing(page, ['0', 'Backspace', '1', 'Backspace', '2', 'Backspace', '3', 'Backspace']);
    return [{ what: "A key in the Input's shape updates all of ResNet50", value, unit: 'ms', goal: 16 }];
  },
  async studio => {
    const { page } = studio;
    await openTemplate(page, 'resnet50');
    const first = studio.nodes.first();
    let arranged = Number.NaN;
    const before = await first.evaluate(node => node.style.transform);
    await first.focus();
    await page.keyboard.press('Enter');
    await studio.press('ArrowRight');
    await studio.press('ArrowRight');
    const time = await longestTask(page, async () => {
      const passed = page.evaluate(
        ({ id, place }) =>
          new Promise<number>(resolve => {
            let start = 0;
            window.addEventListener('keydown', () => (start = performance.now()), { capture: true, once: true });
            const look = () => {
              const node = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`);
              if (node?.style.transform === place) resolve(performance.now() - start);
              else requestAnimationFrame(look);
            };
            look();
          }),
        { id: (await first.getAttribute('data-id')) ?? '', place: before },
      );
      await studio.press('Shift+L');
      arranged = await passed;
    });
    return [
      { what: 'ResNet50 is arranged', value: arranged, unit: 'ms', goal: 1000 },
      { what: 'The longest that the page is busy meanwhile (0: under 50)', value: time, unit: 'ms' },
    ];
  },
  ...[500, 1000].map(nodes => async ({ page }: StudioPage): Promise<readonly Figure[]> => {
    const opened = await openProject(page, nodes);
    await page.waitForTimeout(500);
    const goal = nodes === 500 ? 50 : undefined;
    const figures: Figure[] = [{ what: `A project of ${nodes} nodes opens`, value: opened, unit: 'ms' }];
    for (const [zoom, keys] of [
      ['fitted', ['f']],
      ['at 100 %', ['Control+0']],
    ] as const) {
      for (const key of keys) await page.keyboard.press(key);
      await page.waitForTimeout(600);
      const { card, empty } = await cardInView(page);
      const dragged = await framesWhileDragging(page, card);
      figures.push({ what: `Dragging one of ${nodes} nodes, ${zoom}`, value: dragged, unit: 'frames/s', goal });
      const panned = await framesWhileDragging(page, empty);
      figures.push({ what: `Panning over ${nodes} nodes, ${zoom}`, value: panned, unit: 'frames/s' });
    }
    return figures;
  }),
];
