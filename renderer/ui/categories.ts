import {
  IconArrowsJoin2,
  IconArrowsMinimize,
  IconBarrierBlock,
  IconBolt,
  IconCircleDot,
  IconFocus2,
  IconGridDots,
  IconLayoutRows,
  IconLogin2,
  IconPlus,
  IconRepeat,
  IconScale,
  IconStack2,
  IconTopologyStar3,
  IconTransform,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Category } from '#shared/layers/define';

const byCategory: Readonly<Record<Category, TablerIcon>> = {
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
};

/** Only for layers that their category's icon would not tell apart. */
const byType: Readonly<Record<string, TablerIcon>> = {
  input: IconLogin2,
  globalAveragePooling2d: IconCircleDot,
  flatten: IconLayoutRows,
  add: IconPlus,
  concatenate: IconStack2,
};

export const layerIcon = (type: string, category: Category): TablerIcon => byType[type] ?? byCategory[category];

export const CATEGORY_TITLES: Readonly<Record<Category, string>> = {
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
};
