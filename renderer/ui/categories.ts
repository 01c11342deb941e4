import {
  IconArrowsJoin2,
  IconArrowsMinimize,
  IconBarrierBlock,
  IconBolt,
  IconBoxMultiple,
  IconCircleDot,
  IconFocus2,
  IconGridDots,
  IconLayoutRows,
  IconLogin2,
  IconLogout2,
  IconPlus,
  IconRepeat,
  IconScale,
  IconStack2,
  IconTopologyStar3,
  IconTransform,
  type TablerIcon,
} from '@tabler/icons-react';
import { BLOCK, isBlockEnd } from '#shared/graph/block';
import { layers } from '#shared/layers/catalogue';
import type { Category } from '#shared/layers/define';

/** What gives a card its colour: the category of its layer, or that it is a block. */
export type CardCategory = Category | 'block';

const byCategory: Readonly<Record<CardCategory, TablerIcon>> = {
  core: IconTopologyStar3,
  convolution: IconGridDots,
  pooling: IconArrowsMinimize,
  normalization: IconScale,
  regularization: IconBarrierBlock,
  activation: IconBolt,
  reshaping: IconTransform,
  merging: IconArrowsJoin2,
  recurrent: IconRepeat,
  attention: IconFocus2,
  block: IconBoxMultiple,
};

/** Only for layers that their category's icon would not tell apart. */
const byType: Readonly<Record<string, TablerIcon>> = {
  input: IconLogin2,
  globalAveragePooling2d: IconCircleDot,
  flatten: IconLayoutRows,
  add: IconPlus,
  concatenate: IconStack2,
  blockInput: IconLogin2,
  blockOutput: IconLogout2,
};

export const categoryOf = (type: string): CardCategory =>
  type === BLOCK || isBlockEnd({ type }) ? 'block' : (layers.get(type)?.category ?? 'core');

export const layerIcon = (type: string, category: CardCategory): TablerIcon => byType[type] ?? byCategory[category];

export const CATEGORY_TITLES: Readonly<Record<CardCategory, string>> = {
  core: 'Core',
  convolution: 'Convolution',
  pooling: 'Pooling',
  normalization: 'Normalization',
  regularization: 'Regularization',
  activation: 'Activation',
  reshaping: 'Reshaping',
  merging: 'Merging',
  recurrent: 'Recurrent',
  attention: 'Attention',
  block: 'Blocks',
};
