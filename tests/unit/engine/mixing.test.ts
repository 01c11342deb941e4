import { describe, expect, test } from 'vitest';
import { inPixels, mixturesOf } from '#main/data/augment/mixing';
import { drawBeta } from '#main/random/beta';
import { createRandom } from '#main/random/random';
import { cutmix } from '#shared/data/augmentations/cutmix';
import { mixup } from '#shared/data/augmentations/mixup';

describe('shares', () => {
  test.each([0.1, 0.2, 1, 4])('of Beta(%f, itself) have its mean and its variance', alpha => {
    const random = createRandom('beta', alpha);
    const shares = Array.from({ length: 20_000 }, () => drawBeta(random, alpha, alpha));
    expect(shares.every(share => share >= 0 && share <= 1)).toBe(true);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / shares.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.015);
    expect(Math.abs(variance - 1 / (4 * (2 * alpha + 1)))).toBeLessThan(0.008);
  });
});

describe('mixtures', () => {
  const indices = [7, 3, 99, 12, 40, 5];
  const settings = mixup.settings.parse({ type: 'mixup', alpha: 1 });
  const draw = { seed: 3, epoch: 1 };

  test('follow from seed, epoch, number and place in the list, and have another sample of the batch', () => {
    const once = mixturesOf(settings, 0, indices, draw);
    expect(mixturesOf(settings, 0, indices, draw)).toEqual(once);
    for (const [at, { partner }] of once.entries()) expect(partner).not.toBe(at);
    // A sample's share is its own, whatever else is in the batch.
    const others = mixturesOf(settings, 0, [99, 1, 2], draw);
    expect(others[0]?.share).toBe(once[2]?.share);
    for (const other of [
      mixturesOf(settings, 1, indices, draw),
      mixturesOf(settings, 0, indices, { ...draw, epoch: 2 }),
    ])
      expect(other.map(({ share }) => share)).not.toEqual(once.map(({ share }) => share));
  });

  test('happen as often as asked for, and never to a sample alone', () => {
    const many = Array.from({ length: 2000 }, (_, i) => i);
    const rare = mixturesOf({ ...settings, probability: 0.25 }, 0, many, draw);
    const stayed = rare.filter(({ share, partner }, at) => share === 1 && partner === at).length;
    expect(Math.abs(stayed / many.length - 0.75)).toBeLessThan(0.04);
    expect(mixturesOf(settings, 0, [4], draw)).toEqual([{ partner: 0, share: 1 }]);
  });

  test('of CutMix leave the share of a picture that lies outside the part', () => {
    const cuts = mixturesOf(cutmix.settings.parse({ type: 'cutmix' }), 0, indices, draw);
    for (const { part } of cuts) {
      if (!part) throw new Error('There is a part.');
      const { rows, columns, left } = inPixels(part, 20, 30);
      expect(rows[0]).toBeGreaterThanOrEqual(0);
      expect(columns[1]).toBeLessThanOrEqual(30);
      expect(left).toBeCloseTo(1 - ((rows[1] - rows[0]) * (columns[1] - columns[0])) / 600, 12);
    }
  });
});
