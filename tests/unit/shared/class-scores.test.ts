import { describe, expect, test } from 'vitest';
import { classScores, meanScore, mistakes } from '#shared/evaluate/class-scores';

const CONFUSION = [
  [5, 1, 0],
  [2, 6, 2],
  [0, 0, 0],
];

describe('what is taken for what', () => {
  const scores = classScores(CONFUSION, ['a', 'b', 'c']);

  test('gives precision, recall, F1 and IoU of each class', () => {
    expect(scores[0]).toMatchObject({ name: 'a', support: 6, predicted: 7, precision: 5 / 7, recall: 5 / 6 });
    expect(scores[0]?.f1).toBeCloseTo((2 * (5 / 7) * (5 / 6)) / (5 / 7 + 5 / 6), 12);
    expect(scores[0]?.iou).toBeCloseTo(5 / 8, 12);
    expect(scores[1]).toMatchObject({ support: 10, predicted: 7, precision: 6 / 7, recall: 0.6 });
  });

  test('says nothing of a share of none, and means are over the classes that have one', () => {
    expect(scores[2]).toMatchObject({ support: 0, predicted: 2, precision: 0, recall: null, f1: 0, iou: 0 });
    expect(meanScore(scores, 'recall')).toBeCloseTo((5 / 6 + 0.6) / 2, 12);
    expect(meanScore(classScores([[0]], ['a']), 'iou')).toBeNull();
  });

  test('tells the mistakes, the most frequent first', () => {
    expect(mistakes(CONFUSION)).toEqual([
      { label: 1, predicted: 0, count: 2 },
      { label: 1, predicted: 2, count: 2 },
      { label: 0, predicted: 1, count: 1 },
    ]);
  });
});
