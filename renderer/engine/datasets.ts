import { useEffect } from 'react';
import { create } from 'zustand';
import type { DataSettings, DatasetInfo } from '#shared/data/dataset';
import type { EngineError } from '#shared/protocol/errors';
import type { Answer } from '#shared/protocol/requests';
import { engine, useEngine } from './engine';

interface Known {
  readonly info?: DatasetInfo;
  readonly error?: EngineError;
}

/** What the engine said of each combination of dataset and options; `error` is its refusal. */
const useKnown = create<{ readonly byKey: ReadonlyMap<string, Known> }>(() => ({ byKey: new Map() }));
const asked = new Set<string>();

const keyOf = ({ dataset, options }: DataSettings): string => JSON.stringify([dataset, options]);

function remember(key: string, answer: Answer<'dataset.info'>): void {
  const known: Known = answer.ok ? { info: answer.value } : { error: answer.error };
  useKnown.setState(({ byKey }) => ({ byKey: new Map(byKey).set(key, known) }));
}

async function ask(data: DataSettings): Promise<void> {
  const key = keyOf(data);
  if (asked.has(key)) return;
  asked.add(key);
  const answer = await engine.request('dataset.info', data);
  // A refusal may be mended outside the studio (a file put back), so it is asked again with the next engine.
  if (!answer.ok) asked.delete(key);
  if (answer.ok || answer.error.code !== 'engine/gone') remember(key, answer);
}

/**
 * What is known of a project's dataset, asked for when first needed; both fields are absent until the engine answers. While
 * the exact options are being looked up, the dataset's general description stands in.
 */
export function useDatasetInfo(data: DataSettings): Known {
  const key = keyOf(data);
  const known = useKnown(state => state.byKey.get(key));
  const ready = useEngine(state => state.connection.state === 'ready');
  const general = useEngine(state => state.info?.datasets.find(dataset => dataset.id === data.dataset));
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for `data`, whose identity changes with every edit.
  useEffect(() => {
    // `ask` never rejects.
    if (ready) void ask(data);
  }, [key, ready]);
  return known ?? (general ? { info: general } : {});
}
