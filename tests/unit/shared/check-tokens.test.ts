import { expect, test } from 'vitest';
import type { DatasetInfo } from '#shared/data/dataset';
import { checkProject } from '#shared/project/check';
import { lstmText } from '#shared/templates/lstm-text';
import { chain } from '../../support/trained';

const info = (tokens: number): DatasetInfo => ({
  ...{ id: 'review-sentences', title: 'Review sentences', summary: '', kind: 'text', sampleShape: [32] },
  ...{ classes: ['negative', 'positive'], trainingSamples: 10, validationSamples: 10, optionsSchema: {} },
  text: {
    standardize: 'lower',
    split: 'whitespace',
    vocabulary: Array.from({ length: tokens }, (_, i) => `${i}`),
    outputSequenceLength: 32,
  },
});

test('an Embedding needs a row for every token; a click gives it them', () => {
  expect(checkProject(lstmText.project(), info(5000)).problems).toEqual([]);
  const [problem, ...others] = checkProject(lstmText.project(), info(5001)).problems;
  expect(others).toEqual([]);
  expect(problem).toMatchObject({
    severity: 'error',
    node: 'embedding_1',
    cause: { code: 'data/vocabulary', tokens: 5001, rows: 5000 },
    fixes: [{ do: 'set-param', node: 'embedding_1', param: 'inputDim', value: 5001 }],
  });
});

test('another layer that takes the numbers of tokens for amounts is warned of', () => {
  const project = chain(['input', { shape: [32] }], ['dense', { units: 2, activation: 'softmax' }]);
  expect(checkProject(project, info(70)).problems).toMatchObject([
    {
      severity: 'warning',
      cause: { code: 'data/no-embedding' },
      fixes: [{ do: 'insert-before', type: 'embedding', params: { inputDim: 70, outputDim: 32 } }],
    },
  ]);
});
