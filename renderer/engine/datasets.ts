import type { DataSettings } from '#shared/data/dataset';
import type { Answer } from '#shared/protocol/requests';
import { engine } from './engine';

const answers = new Map<string, Promise<Answer<'dataset.info'>>>();

/**
 * What the engine says of a dataset with these options; each combination is asked for once. Refusals are not kept, nor what
 * is said of the user's own files, for those may change outside the studio.
 */
export function datasetInfo(data: DataSettings): Promise<Answer<'dataset.info'>> {
  const key = JSON.stringify([data.dataset, data.options]);
  const known = answers.get(key);
  if (known) return known;
  const asked = engine.request('dataset.info', data).then(answer => {
    if (!answer.ok || answer.value.ownFiles) answers.delete(key);
    return answer;
  });
  answers.set(key, asked);
  return asked;
}
