/** @param {number} seconds */
export function duration(seconds) {
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

/**
 * A table of the suites, and alone on the last line the sums.
 * @param {readonly import('./run-suite.mjs').Outcome[]} outcomes
 */
export function summary(outcomes) {
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  const seconds = outcomes.reduce((sum, outcome) => sum + outcome.seconds, 0);
  /** @param {string[]} cells */
  const row = ([name = '', ...numbers]) => name.padEnd(10) + numbers.map(number => number.padStart(14)).join('');
  return [
    row(['suite', 'passed', 'failed', 'time']),
    ...outcomes.map(outcome =>
      row([outcome.name, String(outcome.passed), String(outcome.failed), duration(outcome.seconds)]),
    ),
    row(['all', String(passed), String(failed), duration(seconds)]),
    '',
    `${passed} passed, ${failed} failed`,
  ].join('\n');
}
