const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `3·10⁻⁸`; 0 is `exactly 0`. */
export function formatDifference(difference: number): string {
  if (difference === 0) return 'exactly 0';
  const [digit, power = '0'] = difference.toExponential(0).split('e');
  const raised = [...power.replace('+', '')]
    .map(char => (char === '-' ? '⁻' : (SUPERSCRIPTS[Number(char)] ?? '')))
    .join('');
  return `${digit}·10${raised}`;
}
