import { auc } from './auc';
import type { Judged, MetricRule, Tally } from './define';
import { errors } from './errors';
import { precisionRecall } from './precision-recall';
import { topKAccuracy } from './top-k-accuracy';

const rules: readonly MetricRule[] = [topKAccuracy, precisionRecall, auc, errors];

/** A new tally for each metric that says something about such a network. */
export const createTallies = (judged: Judged): readonly Tally[] => rules.flatMap(rule => rule(judged) ?? []);
