import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Augmentation,
  augmentations as everyAugmentation,
  isMixing,
} from '#shared/data/augmentations/augmentations';
import type { DataSettings, DatasetInfo } from '#shared/data/dataset';
import { noPreprocessing, type Preprocessing } from '#shared/data/preprocessing/preprocessing';
import { elementCount } from '#shared/graph/shape';
import type { Fix } from '#shared/problems/problem';
import { err, ok, type Result } from '#shared/result';
import { type DataError, type LoadContext, type LoadedDataset, optionProblem, type Split } from '../define';
import { ChannelStatistics } from './channel-statistics';
import { gatherByThreads, sharedValues } from './gather';
import type { JobSource, Recipe } from './job';
import { isPlain, outputShape, plainRecipe } from './recipe';
import type { SampleThreads } from './threads';

type Wanted = Pick<DataSettings, 'preprocessing' | 'augmentations'>;

const leave = ({ type }: Augmentation): Fix => ({
  do: 'leave-augmentation',
  type,
  label: `Leave ${everyAugmentation[type].title.toLowerCase()} out`,
});

/** Why what is told of places in a picture, a box or a class for each pixel, would no longer be true of it. */
function leavesTargetBehind(
  info: DatasetInfo,
  { preprocessing: { size } = noPreprocessing, augmentations = [] }: Wanted,
): DataError | null {
  const placed = info.targets?.find(({ kind }) => kind === 'numbers' || kind === 'class-map');
  if (!placed) return null;
  const mixed = augmentations.find(isMixing);
  if (mixed) {
    const { title } = everyAugmentation[mixed.type];
    const message = `${title} makes one picture of two, and there is no one ${placed.name} for both of them`;
    return optionProblem(info.title, 'augmentations', message, [leave(mixed)]);
  }
  const moving = augmentations.find(({ type }) => everyAugmentation[type].movesPlaces);
  if (moving) {
    const title = everyAugmentation[moving.type].title.toLowerCase();
    const message = `${title} would move the picture, and leave its ${placed.name} where it was`;
    return optionProblem(info.title, 'augmentations', message, [leave(moving)]);
  }
  if (size.fit !== 'crop' && size.fit !== 'pad') return null;
  const does = size.fit === 'crop' ? 'crop cuts off parts of the picture' : 'pad puts black around the picture';
  const label = `Resize to ${size.height} × ${size.width}`;
  const message = `${does}, and would leave its ${placed.name} where it was`;
  return optionProblem(info.title, 'preprocessing', message, [{ do: 'resize-pictures', label }]);
}

/** What the network is fed with, once the project's preprocessing is done; or why that cannot be done with this dataset. */
export function preparedInfo(
  info: DatasetInfo,
  { preprocessing = noPreprocessing, augmentations = [] }: Wanted,
): Result<DatasetInfo, DataError> {
  const { size, channels, scaling, normalization } = preprocessing;
  const shape = outputShape({ shape: info.sampleShape, size, channels });
  const isPicture = info.kind === 'image' && info.sampleShape.length === 3;
  const refuse = (setting: string, message: string, ...fixes: readonly Fix[]) =>
    err(optionProblem(info.title, setting, message, fixes));
  // Mixup is as good for points and rows of numbers.
  const forPictures = augmentations.find(({ type }) => type !== 'mixup');
  if (!isPicture && forPictures) return refuse('augmentations', 'only pictures can be augmented', leave(forPictures));
  if (!isPicture && (size.fit !== 'keep' || channels !== 'keep' || scaling !== 'unit')) {
    return refuse('preprocessing', 'size, colours and scaling are for pictures only');
  }
  if (info.kind === 'text' && normalization.type !== 'none') {
    return refuse('preprocessing', 'the numbers of tokens stand for words: they cannot be normalized');
  }
  const misplaced = isPicture ? leavesTargetBehind(info, { preprocessing, augmentations }) : null;
  if (misplaced) return err(misplaced);
  const own = info.sampleShape.at(-1) ?? 1;
  if (channels !== 'keep' && own !== 1 && own !== 3) {
    return refuse('preprocessing', `colours can be changed where there are 1 or 3 channels, and there are ${own}`);
  }
  const wanted = shape.at(-1) ?? 1;
  const given = normalization.type === 'given' ? [normalization.mean.length, normalization.deviation.length] : [];
  const wrong = given.find(length => length !== 1 && length !== wanted);
  if (wrong !== undefined) {
    return refuse(
      'preprocessing',
      `there are ${wanted} channels, and ${wrong} numbers to normalize them: give one, or one for each`,
    );
  }
  return ok({ ...info, sampleShape: [...shape] });
}

/**
 * A dataset's samples as the network is fed with them. Those for training are augmented where a draw is given.
 * @param raw as the dataset gives them; it must have passed `preparedInfo`
 */
export async function prepareDataset(
  raw: LoadedDataset,
  { preprocessing = noPreprocessing, augmentations = [] }: Wanted,
  context: LoadContext,
  threads: SampleThreads,
): Promise<Result<LoadedDataset, DataError>> {
  const info = preparedInfo(raw.info, { preprocessing, augmentations });
  if (!info.ok) return info;
  const { size, channels, scaling, normalization } = preprocessing;
  const before: Recipe = { ...plainRecipe(raw.info.sampleShape), size, channels, scaling };
  const numbers = await normalizationOf(raw, before, normalization, context, threads);
  if (!numbers.ok) return numbers;
  const recipe: Recipe = { ...before, normalization: numbers.value };
  const same = isPlain(recipe);
  const varying = augmentations.filter(augmentation => !isMixing(augmentation));
  if (same && varying.length === 0) return ok(raw);
  const dataset = raw.info.title;
  return ok({
    ...raw,
    info: info.value,
    training: preparedSplit(raw.training, { ...recipe, augmentations: varying }, dataset, threads),
    validation: preparedSplit(raw.validation, recipe, dataset, threads),
    fingerprint: same ? raw.fingerprint : fingerprint(raw.fingerprint, preprocessing),
  });
}

function preparedSplit(raw: Split, recipe: Recipe, dataset: string, threads: SampleThreads): Split {
  const size = elementCount(recipe.shape);
  const isRaw = isPlain(recipe) && recipe.augmentations.length === 0;
  return {
    ...raw,
    gatherBytes: isRaw ? raw.gatherBytes : undefined,
    async gather(indices, into, draw) {
      if (isPlain(recipe, draw)) return raw.gather(indices, into);
      const sourceOf = raw.sourceOf ?? (await sourceInMemory(raw, Array.from(indices), size));
      await gatherByThreads(threads, { dataset, recipe, indices, into, draw, sourceOf });
    },
  };
}

/** For a dataset that only this thread can ask for samples. */
async function sourceInMemory(raw: Split, indices: readonly number[], size: number) {
  const values = sharedValues(indices.length * size);
  await raw.gather(indices, values);
  return (some: readonly number[], start: number): JobSource => ({
    kind: 'values',
    values: values.subarray(start * size, (start + some.length) * size),
  });
}

type Normalization = Recipe['normalization'];
const known = new WeakMap<LoadedDataset, Map<string, Normalization>>();
/** Values that are gathered at a time, about 16 MB. */
const AT_A_TIME = 2 ** 22;

async function normalizationOf(
  raw: LoadedDataset,
  recipe: Recipe,
  wanted: Preprocessing['normalization'],
  { signal, report }: LoadContext,
  threads: SampleThreads,
): Promise<Result<Normalization, DataError>> {
  if (wanted.type === 'none') return ok(null);
  if (wanted.type === 'given') return ok(wanted);
  const key = JSON.stringify(recipe);
  const before = known.get(raw)?.get(key);
  if (before) return ok(before);
  const shape = outputShape(recipe);
  const size = elementCount(shape);
  const statistics = new ChannelStatistics(shape.at(-1) ?? 1);
  const { count } = raw.training;
  const split = preparedSplit(raw.training, recipe, raw.info.title, threads);
  const part = Math.max(1, Math.min(256, Math.floor(AT_A_TIME / size)));
  for (let start = 0; start < count; start += part) {
    report(`Computing mean and deviation: ${start.toLocaleString('en-US')} of ${count.toLocaleString('en-US')}`);
    await nextTurn();
    if (signal.aborted) return err({ code: 'cancelled' });
    const indices = Array.from({ length: Math.min(part, count - start) }, (_, i) => start + i);
    const values = sharedValues(indices.length * size);
    await split.gather(indices, values);
    statistics.add(values);
  }
  const numbers = statistics.result();
  known.set(raw, new Map([...(known.get(raw) ?? []), [key, numbers]]));
  return ok(numbers);
}

const fingerprint = (raw: string, preprocessing: Preprocessing): string =>
  `sha256:${createHash('sha256').update(raw).update(JSON.stringify(preprocessing)).digest('hex')}`;
