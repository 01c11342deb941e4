import type { Optimizer } from '#shared/training/optimizers';
import { adagrad } from './adagrad';
import { adam } from './adam';
import { adamw } from './adamw';
import type { OptimizerRule } from './define';
import { rmsprop } from './rmsprop';
import { sgd } from './sgd';

export function optimizerRule(settings: Optimizer): OptimizerRule {
  switch (settings.type) {
    case 'adam':
      return adam(settings);
    case 'adamw':
      return adamw(settings);
    case 'sgd':
      return sgd(settings);
    case 'rmsprop':
      return rmsprop(settings);
    case 'adagrad':
      return adagrad(settings);
  }
}
