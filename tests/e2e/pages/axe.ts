import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';
import { repoRoot } from '../../support/repo';

const axePath = path.join(repoRoot, 'node_modules/axe-core/axe.min.js');

/** What axe finds wrong, as `rule: element`. */
export async function violations(page: Page): Promise<readonly string[]> {
  // The page's policy takes no scripts from elsewhere; the debugger may still run one.
  await page.evaluate(await readFile(axePath, 'utf8'));
  // axe puts itself on `window`, which no type here says.
  const results = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as AxeResults;
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`),
  );
}
