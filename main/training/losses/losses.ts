import type { LossName } from '#shared/training/losses';
import { binaryCrossentropy } from './binary-crossentropy';
import { categoricalCrossentropy } from './categorical-crossentropy';
import { categoricalHinge } from './categorical-hinge';
import type { LossRule } from './define';
import { hinge } from './hinge';
import { huber } from './huber';
import { klDivergence } from './kl-divergence';
import { meanAbsoluteError } from './mean-absolute-error';
import { meanSquaredError } from './mean-squared-error';
import { sparseCategoricalCrossentropy } from './sparse-categorical-crossentropy';

export const lossRules: Readonly<Record<LossName, LossRule>> = {
  sparse_categorical_crossentropy: sparseCategoricalCrossentropy,
  categorical_crossentropy: categoricalCrossentropy,
  binary_crossentropy: binaryCrossentropy,
  kl_divergence: klDivergence,
  hinge,
  categorical_hinge: categoricalHinge,
  mean_squared_error: meanSquaredError,
  mean_absolute_error: meanAbsoluteError,
  huber,
};
