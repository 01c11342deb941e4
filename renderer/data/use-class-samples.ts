import { useEffect, useState } from 'react';
import { create } from 'zustand';
import type { DataSettings, DatasetInfo, DatasetReport } from '#shared/data/dataset';
import { describeEngineError, type EngineError } from '#shared/protocol/errors';
import { fromWire } from '#shared/protocol/tensor';
import { ok, type Result } from '#shared/result';
import { engine, useEngine } from '../engine/engine';

/** A few training samples of one class. */
export interface ClassSamples {
  readonly shape: readonly number[];
  readonly pictures: readonly Float32Array[];
  /** Where samples are texts. */
  readonly texts: readonly string[];
  /** Training samples of the class. */
  readonly total: number;
}

interface Looked {
  readonly rows: readonly ClassSamples[];
  /** Only of a dataset of the user's own files. */
  readonly report: DatasetReport | null;
  /** How far the reading is, while it goes on. */
  readonly reading: string | null;
  readonly trouble: string | null;
}
const nothing: Looked = { rows: [], report: null, reading: null, trouble: null };

/** What the last reading has found, and of which dataset: others show its numbers too. */
export const useReport = create<{ readonly info: DatasetInfo | null; readonly report: DatasetReport | null }>(() => ({
  info: null,
  report: null,
}));

const A_CLASS = 8;
/** Datasets with more classes show only the first ones. */
const MOST_CLASSES = 20;
/** A size that is being typed is not read at every key, in milliseconds. */
const SETTLE_MS = 300;

/** Reads a dataset and shows what is in it; the reading of an earlier one ends. */
export function useClassSamples(info: DatasetInfo, data: DataSettings): Looked {
  const [looked, setLooked] = useState(nothing);
  const ready = useEngine(state => state.connection.state === 'ready');
  useEffect(() => {
    let current = true;
    const change = (changes: Partial<Looked>) => {
      if (current) setLooked(before => ({ ...before, ...changes }));
    };
    const stopListening = engine.on('dataset.progress', ({ dataset, message }) => {
      if (dataset === data.dataset) change({ reading: message });
    });
    const look = async () => {
      const read = await readDataset(info, data, () => current);
      if (!current) return;
      if (read.ok) useReport.setState({ info, report: read.value.report });
      if (read.ok) change({ ...nothing, ...read.value });
      else change({ ...nothing, trouble: describeEngineError(read.error) });
    };
    const timer = ready ? setTimeout(() => void look(), info.ownFiles ? SETTLE_MS : 0) : undefined;
    return () => {
      current = false;
      stopListening();
      clearTimeout(timer);
    };
  }, [info, data, ready]);
  return looked;
}

async function readDataset(
  info: DatasetInfo,
  data: DataSettings,
  goOn: () => boolean,
): Promise<Result<Pick<Looked, 'rows' | 'report'>, EngineError>> {
  const report = info.ownFiles ? await engine.request('dataset.report', data) : ok(null);
  if (!report.ok) return report;
  const rows: ClassSamples[] = [];
  for (const classIndex of info.classes.keys()) {
    if (classIndex >= MOST_CLASSES || !goOn()) break;
    const ask = { data, split: 'training', start: 0, count: A_CLASS, classIndex } as const;
    const answer = await engine.request('dataset.samples', ask);
    if (!answer.ok) return answer;
    const { samples, total, texts = [] } = answer.value;
    const [count = 0, ...shape] = samples.shape;
    const values = fromWire(samples);
    const size = values.length / Math.max(1, count);
    const pictures = Array.from({ length: count }, (_, i) => values.subarray(i * size, (i + 1) * size));
    rows.push({ shape, pictures, texts, total });
  }
  return ok({ rows, report: report.value });
}
