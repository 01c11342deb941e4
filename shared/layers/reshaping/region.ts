/** A stretch along one axis of a picture; it begins before the picture where `start` is below 0. */
interface Stretch {
  readonly start: number;
  readonly length: number;
}

interface AspectRatio {
  readonly cropToAspectRatio: boolean;
  readonly padToAspectRatio: boolean;
}

/**
 * Which part of a picture Keras's Resizing enlarges or shrinks: all of it, or, where the ratio is kept, a cut from its middle or
 * the picture with a margin.
 * @param sizes height and width of the picture
 * @param target those that it gets
 */
export function resizedRegion(
  sizes: readonly number[],
  target: readonly number[],
  { cropToAspectRatio, padToAspectRatio }: AspectRatio,
): readonly Stretch[] {
  return sizes.map((length, axis) => {
    const [other = 1] = sizes.filter((_, i) => i !== axis);
    const [otherTarget = 1] = target.filter((_, i) => i !== axis);
    // Cut to whole pixels where Keras does it.
    const fitting = Math.trunc(Math.fround(other * (target[axis] ?? 1)) / otherTarget);
    if (cropToAspectRatio) {
      const kept = Math.max(Math.min(length, fitting), 1);
      return { start: Math.trunc((length - kept) / 2), length: kept };
    }
    const margin = padToAspectRatio ? Math.trunc((Math.max(length, fitting) - length) / 2) : 0;
    return { start: 0 - margin, length: length + 2 * margin };
  });
}
