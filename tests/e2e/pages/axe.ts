import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';
import { repoRoot } from '../../support/repo';

const axePath = path.join(repoRoot, 'node_modules/axe-core/axe.min.js');

/** What axe finds wrong, as `rule: element`, on the page or in one part of it. @param rules by default all */
export async function violations(page: Page, part?: string, rules?: readonly string[]): Promise<readonly string[]> {
  // The page's policy takes no scripts from elsewhere; the debugger may still run one.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(await readFile(axePath, 'utf8'));
  const options = JSON.stringify({ resultTypes: ['violations'], ...(rules ? { runOnly: rules } : {}) });
  const context = part === undefined ? 'document' : JSON.stringify(part);
  // axe puts itself on `window`, which no type here says.
  const results = (await page.evaluate(`axe.run(${context}, ${options})`)) as AxeResults;
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`),
  );
}

/** Waits until what moves has come to rest, but for what moves for ever. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/**
 * What axe finds wrong in a studio that follows the system's theme: all in the light one, and in the dark one its colours. Of a
 * page with a dialog or a menu only that is looked at.
 */
export async function violationsInBothThemes(page: Page): Promise<readonly string[]> {
  const front = '[role=dialog], [role=menu]';
  const part = (await page.locator(front).count()) > 0 ? front : undefined;
  await settled(page);
  const light = await violations(page, part);
  await page.emulateMedia({ colorScheme: 'dark' });
  await settled(page);
  const dark = await violations(page, part, ['color-contrast']);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark.map(found => `dark: ${found}`)];
}
