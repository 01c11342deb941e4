/**
 * What is measured on the validation samples beside loss and accuracy, by its name in a run's points and records, and in
 * words. Each is computed as Keras does it; which of them a run has depends on its loss and its number of classes.
 */
export const validationMetrics = {
  validationTop5Accuracy: 'top-5 accuracy',
  validationPrecision: 'precision',
  validationRecall: 'recall',
  validationAuc: 'AUC',
  validationMeanAbsoluteError: 'mean absolute error',
  validationMeanSquaredError: 'mean squared error',
} as const;

/** Their names in Keras, which follow that of the output where there are several. */
export const kerasMetrics = {
  validationTop5Accuracy: 'top_k_categorical_accuracy',
  validationPrecision: 'precision',
  validationRecall: 'recall',
  validationAuc: 'auc',
  validationMeanAbsoluteError: 'mean_absolute_error',
  validationMeanSquaredError: 'mean_squared_error',
} as const satisfies Record<ValidationMetric, string>;

export type ValidationMetric = keyof typeof validationMetrics;
// Object.keys does not say which keys they are.
export const VALIDATION_METRICS = Object.keys(validationMetrics) as readonly ValidationMetric[];
