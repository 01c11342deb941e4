export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly negative: boolean;
}

export interface BarScale {
  /** At most 0. */
  readonly low: number;
  /** At least 0. */
  readonly high: number;
  /** How many bars the width has room for. */
  readonly slots: number;
}

/** The scale on which these values fill their box. */
export function barScale(values: Float32Array): BarScale {
  let low = 0;
  // A lone value, such as a probability, would fill its box whatever it is: it is measured against 1.
  let high = values.length === 1 ? 1 : 0;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high, slots: values.length };
}

/** Where each value's bar lies in a box of `width` × `height` pixels: the zero line is where the scale puts it. */
export function barRects(values: Float32Array, { low, high, slots }: BarScale, width: number, height: number) {
  const scale = high > low ? height / (high - low) : 0;
  const zero = high > low ? high * scale : height;
  const step = width / slots;
  const gap = step >= 4 ? 1 : 0;
  return Array.from(values, (value, index): Bar => {
    const size = Math.max(1, Math.abs(value) * scale);
    const negative = value < 0;
    return {
      x: index * step,
      y: negative ? zero : Math.min(height - 1, zero - size),
      width: Math.max(0.5, step - gap),
      height: size,
      negative,
    };
  });
}
