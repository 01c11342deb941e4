import { denseClassifier } from './dense-classifier';
import { logisticRegression } from './logistic-regression';
import { mnistCnn } from './mnist-cnn';
import type { Template } from './template';

/** Every template, simplest first. A new one is one file and one line here. */
export const templates: readonly Template[] = [logisticRegression, denseClassifier, mnistCnn];
