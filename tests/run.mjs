// `npm test`: installs what is missing, runs every suite, and ends with the sums. `npm test -- unit e2e` runs those suites.
// Plain JavaScript with nothing but Node's own modules, because a fresh clone has nothing else.

import { fileURLToPath } from 'node:url';
import { SetupError, say } from '../main/bootstrap/say.mjs';
import { setUp } from '../main/bootstrap/set-up.mjs';
import { runSuite } from './runner/run-suite.mjs';
import { choose, suites } from './runner/suites.mjs';
import { duration, summary } from './runner/summary.mjs';

const names = process.argv.slice(2);
const unknown = names.filter(name => !suites.some(suite => suite.name === name));
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}. The suites: ${suites.map(suite => suite.name).join(', ')}.`);
  process.exit(2);
}

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
try {
  await setUp(root, 'packages');
} catch (cause) {
  if (!(cause instanceof SetupError)) throw cause;
  say(cause.message);
  console.log('\n0 passed, 1 failed');
  process.exit(1);
}

const chosen = choose(names);
const outcomes = [];
for (const suite of chosen) {
  console.log(`\n=== ${suite.name}: ${suite.what} (${outcomes.length + 1} of ${chosen.length})`);
  const outcome = await runSuite(suite);
  const verdict = outcome.failed > 0 ? `FAILED (${outcome.failed})` : 'passed';
  console.log(`=== ${suite.name}: ${verdict} in ${duration(outcome.seconds)}`);
  outcomes.push(outcome);
}
console.log(`\n${summary(outcomes)}`);
process.exitCode = outcomes.some(outcome => outcome.failed > 0) ? 1 : 0;
