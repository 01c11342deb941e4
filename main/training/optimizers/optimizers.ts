import type { Optimizer } from '#shared/training/optimizers';
import { adam } from './adam';
import type { OptimizerRule } from './define';
import { rmsprop } from './rmsprop';
import { sgd } from './sgd';

export function optimizerRule(settings: Optimizer): OptimizerRule {
  switch (settings.type) {
    case 'adam':
      return adam(settings);
    case 'sgd':
      return sgd(settings);
    case 'rmsprop':
      return rmsprop(settings);
  }
}
