import type { TextLengths } from '#shared/data/dataset';

const BINS = 24;
/** The bins reach as far as this share of the texts; the few that are far longer would leave all others in the first bin. */
const REACH = 0.98;

/** @param counts tokens of each text, at least one @param sequence where texts are cut off */
export function textLengths(counts: Int32Array, sequence: number): TextLengths {
  const sorted = Int32Array.from(counts).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const width = Math.max(1, Math.ceil((Math.max(at(REACH), Math.min(sequence, at(1))) + 1) / BINS));
  const bins = Array.from({ length: BINS }, () => 0);
  for (const count of counts) {
    const bin = Math.min(BINS - 1, Math.floor(count / width));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return {
    median: at(0.5),
    longest: at(1),
    cut: counts.filter(count => count > sequence).length,
    bins: { width, counts: bins.slice(0, bins.findLastIndex(count => count > 0) + 1) },
  };
}
