/** Points of two classes in the plane, without noise: the `i`th of `count` points of class 0 or 1. */
type Pattern = (classIndex: 0 | 1, i: number, count: number) => readonly [x: number, y: number];

/** Evenly spaced from 0 to 1, both ends included. */
const along = (i: number, count: number): number => (count > 1 ? i / (count - 1) : 0);

const SPIRAL_TURNS = 1.25;
const SPIRAL_RADIUS = 1.5;
const INNER_CIRCLE = 0.5;

export const patterns = {
  /** scikit-learn's `make_moons`: an upper half circle, and a lower one moved by (1, 0.5). */
  moons(classIndex, i, count) {
    const angle = Math.PI * along(i, count);
    return classIndex === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 1 - Math.sin(angle) - 0.5];
  },
  /** scikit-learn's `make_circles` with `factor` 0.5: a circle of radius 1 around one of radius 0.5. */
  circles(classIndex, i, count) {
    const angle = (2 * Math.PI * i) / count;
    const radius = classIndex === 0 ? 1 : INNER_CIRCLE;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  },
  /** Two Archimedean spirals from the centre to radius 1.5, the second turned by half a circle. */
  spirals(classIndex, i, count) {
    const part = along(i, count);
    const angle = 2 * Math.PI * SPIRAL_TURNS * part + classIndex * Math.PI;
    return [SPIRAL_RADIUS * part * Math.cos(angle), SPIRAL_RADIUS * part * Math.sin(angle)];
  },
} as const satisfies Record<string, Pattern>;

export type PatternName = keyof typeof patterns;
export const PATTERN_NAMES = ['moons', 'circles', 'spirals'] as const satisfies readonly PatternName[];
