import type { Locator, Page } from 'playwright';
import { expect } from 'playwright/test';

/** What a user does with training, in the words of the screen. */
export function trainingOf(page: Page) {
  const train = page.getByRole('button', { name: 'Train', exact: true });
  const figure = (title: 'Loss' | 'Accuracy'): Locator => page.getByRole('figure', { name: new RegExp(`^${title}`) });
  return {
    train,
    pause: page.getByRole('button', { name: 'Pause', exact: true }),
    resume: page.getByRole('button', { name: 'Resume', exact: true }),
    stop: page.getByRole('button', { name: 'Stop training' }),
    progress: page.getByRole('region', { name: 'Training' }),
    newEngine: page.getByRole('button', { name: 'Start a new engine' }),
    loss: figure('Loss'),
    accuracy: figure('Accuracy'),
    nodes: page.locator('.react-flow__node'),
    tab: (name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) }),

    async openTemplate(title: string): Promise<void> {
      await page.locator('[data-template]').first().waitFor();
      const card = page.locator('[data-template]').filter({ hasText: title });
      if ((await card.count()) === 0) await page.getByRole('button', { name: /^All \d+ templates/ }).click();
      await card.click();
      await page.locator('.react-flow__node').first().waitFor();
      // From here on the engine is ready and has said what the dataset is.
      await page.locator('[aria-label="Training"] button:not([aria-disabled])').waitFor({ timeout: 60_000 });
    },

    /** Trains to the end. The button is there until the engine has begun, and again when it is done. */
    async runToEnd(seconds = 90): Promise<void> {
      await train.click();
      await expect(train).toBeHidden();
      await expect(train).toBeVisible({ timeout: seconds * 1000 });
    },

    /** The step in progress, as the header counts it. */
    async step(): Promise<number> {
      const text = (await page.getByText(/^step [\d,]+\/[\d,]+$/).textContent()) ?? '';
      return Number(text.replace('step ', '').split('/')[0]?.replaceAll(',', ''));
    },

    /** The last value that a chart names, such as 0.931 for `validation 93.1 %`. */
    async lastValue(title: 'Loss' | 'Accuracy', kind: 'training' | 'validation'): Promise<number> {
      const text = (await figure(title).getByText(kind).first().textContent()) ?? '';
      const value = Number.parseFloat(text.replace(kind, ''));
      return text.includes('%') ? value / 100 : value;
    },
  };
}

/**
 * The bytes of a canvas, RGBA; read from a copy, so that the page's own canvas stays what it is. They come as one string: as an
 * array of numbers they would take seconds on their way out of a busy page.
 */
export async function pixelsOf(canvas: Locator): Promise<Uint8Array> {
  const base64 = await canvas.evaluate((element: HTMLCanvasElement) => {
    const { width, height } = element;
    const copy = Object.assign(document.createElement('canvas'), { width, height });
    const context = copy.getContext('2d', { willReadFrequently: true });
    context?.drawImage(element, 0, 0);
    const bytes = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
    const parts: string[] = [];
    for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
    return btoa(parts.join(''));
  });
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}
