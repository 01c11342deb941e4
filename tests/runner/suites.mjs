/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} what for the reader of the log
 * @property {string[]} command a program of an installed package, by its name in node_modules/.bin, and its arguments
 * @property {'exit code' | 'vitest' | 'playwright'} counts where the numbers of passed and failed come from: a suite without
 *   tests is one check, the other two write a report into the file that RECEPTIVE_TEST_REPORT names
 * @property {string[]} [needs] suites that make what this one tests; they run too where only this one is asked for
 * @property {number} minutes a suite that takes longer hangs, and is ended
 */

/** @param {string} project */
const vitest = project => ['vitest', 'run', '--project', project, '--reporter', 'default', '--reporter', 'json'];

/**
 * Every suite, the fast ones first. The suites set up their own tools, in their global-setup.ts.
 * @type {readonly Suite[]}
 */
export const suites = [
  { name: 'types', what: 'TypeScript', command: ['tsc', '-b'], counts: 'exit code', minutes: 5 },
  {
    name: 'lint',
    what: 'lint and format',
    command: ['biome', 'check', '--error-on-warnings'],
    counts: 'exit code',
    minutes: 5,
  },
  { name: 'unused', what: 'unused files, exports, packages', command: ['knip'], counts: 'exit code', minutes: 5 },
  { name: 'unit', what: 'code by itself', command: vitest('unit'), counts: 'vitest', minutes: 10 },
  { name: 'engine', what: 'with real TensorFlow', command: vitest('engine'), counts: 'vitest', minutes: 20 },
  {
    name: 'interop',
    what: 'with real Keras and other readers',
    command: vitest('interop'),
    counts: 'vitest',
    minutes: 30,
  },
  {
    name: 'build',
    what: 'the studio and the engine',
    command: ['npm', 'run', 'build'],
    counts: 'exit code',
    minutes: 10,
  },
  {
    name: 'e2e',
    what: 'the studio in a real Chromium',
    command: ['playwright', 'test', '--config', 'tests/e2e'],
    needs: ['build'],
    counts: 'playwright',
    minutes: 30,
  },
  {
    name: 'desktop',
    what: 'the studio in a real Electron',
    command: ['playwright', 'test', '--config', 'tests/desktop'],
    needs: ['build'],
    counts: 'playwright',
    minutes: 20,
  },
];

/**
 * The suites of these names and those that they need, in the order to run them. All where no name is given.
 * @param {readonly string[]} names
 */
export function choose(names) {
  if (names.length === 0) return suites;
  const needed = suites.filter(suite => names.includes(suite.name)).flatMap(suite => suite.needs ?? []);
  return suites.filter(suite => names.includes(suite.name) || needed.includes(suite.name));
}
