import type { DatasetInfo } from '#shared/data/dataset';
import { sampleClasses } from '#shared/data/targets';
import { fromWire } from '#shared/protocol/tensor';
import type { Probe } from './probe';

/** What the probe is, in a few words. */
export function describeProbe({ origin, tensor }: Probe, info: DatasetInfo): string {
  if (info.kind === 'points') {
    const [x = 0, y = 0] = fromWire(tensor);
    return `at ${x.toFixed(2)}, ${y.toFixed(2)}`;
  }
  if (origin.kind === 'sample') {
    const label = sampleClasses(info)[origin.label ?? -1];
    return `validation sample${label === undefined ? '' : `, labelled ${label}`}`;
  }
  if (info.kind === 'text') return 'your text';
  return origin.kind === 'typed' ? 'your numbers' : 'your drawing';
}
