import type { DatasetInfo } from '#shared/data/dataset';
import type { TextVectorization } from '#shared/data/text/vectorization';
import { describeEngineError } from '#shared/protocol/errors';
import { fromWire } from '#shared/protocol/tensor';
import { useDatasetInfo } from '../document/check';
import { useDocument } from '../document/store';
import { engine } from '../engine/engine';
import { vectorizerOf } from '../text/vectorizer';
import { inspectStore } from './inspect';
import { clearProbe, type Probe, setProbe, useProbe } from './probe';
import { textForm } from './text-form';

/** How many validation samples of a class there are, by dataset, options and class; learnt from the first answer. */
const totals = new Map<string, number>();

/**
 * Makes a validation sample the probe.
 * @param classIndex of which class; `null` for any.
 * @param choose picks one of so many.
 */
async function probeSample(classIndex: number | null, choose: (total: number) => number): Promise<void> {
  const { data } = useDocument.getState().project;
  const key = JSON.stringify([data, classIndex]);
  const ask = (start: number) =>
    engine.request('dataset.samples', {
      data,
      split: 'validation',
      start,
      count: 1,
      ...(classIndex === null ? {} : { classIndex }),
    });
  if (!totals.has(key)) {
    const first = await ask(0);
    if (first.ok) totals.set(key, first.value.total);
  }
  const index = choose(totals.get(key) ?? 1);
  const answer = await ask(index);
  if (!answer.ok) {
    // Cancelled by the reading of another dataset, which brings its own sample.
    const expected = answer.error.code === 'engine/gone' || answer.error.code === 'cancelled';
    if (!expected) inspectStore.setState({ trouble: describeEngineError(answer.error) });
    return;
  }
  const [, ...shape] = answer.value.samples.shape;
  const label = answer.value.labels[0] ?? null;
  useProbe.setState({ strokes: [] });
  const text = answer.value.texts?.[0];
  const form = textForm();
  if (text !== undefined && form) return probeText(text, form, { kind: 'sample', label, index });
  setProbe(shape, fromWire(answer.value.samples), { kind: 'sample', label, index });
}

export const randomSample = (classIndex: number | null): Promise<void> =>
  probeSample(classIndex, total => Math.floor(Math.random() * total));

/** Makes a text the probe, as the dataset's vocabulary numbers its tokens. */
export const probeText = (text: string, form: TextVectorization, origin: Probe['origin']): void =>
  setProbe([form.outputSequenceLength], vectorizerOf(form).vectorize(text), origin, text);

const fits = (info: DatasetInfo): boolean => {
  const shape = useProbe.getState().probe?.tensor.shape;
  return shape?.join() === info.sampleShape.join();
};

/** There is always something to look at: a dataset's first validation sample, until the user picks or draws another. */
export function followProbe(): () => void {
  let last: DatasetInfo | undefined;
  return useDatasetInfo.subscribe(({ info }) => {
    if (!info || info === last) return;
    const another = last?.id !== info.id;
    last = info;
    const { probe } = useProbe.getState();
    // Another vocabulary, or another length, makes another sample of the same text.
    const form = textForm();
    if (!another && form && probe?.text !== undefined) return probeText(probe.text, form, probe.origin);
    if (!another && fits(info)) return;
    clearProbe();
    void probeSample(null, () => 0);
  });
}
