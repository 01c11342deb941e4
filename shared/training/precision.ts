import { z } from 'zod';

/**
 * What a training step computes in, by Keras's name of the policy. Weights, the optimizer's memory, losses and statistics are float32
 * in both.
 */
export const Precision = z.enum(['float32', 'mixed_bfloat16']).default('float32').meta({
  title: 'Precision',
  description:
    'Mixed: convolutions and matrix products in bfloat16, the rest in float32. Faster where the processor multiplies bfloat16 itself; curves differ slightly.',
});
export type Precision = z.infer<typeof Precision>;

/** In words. */
export const precisionNames: Readonly<Record<Precision, string>> = {
  float32: 'float32',
  mixed_bfloat16: 'mixed bfloat16',
};

/** What is to be known of a precision on a device, as a sentence; `null` where there is nothing. */
export function precisionNote(
  precision: Precision,
  device: { readonly bfloat16?: boolean | undefined },
): string | null {
  if (precision === 'float32' || device.bfloat16) return null;
  return device.bfloat16 === false
    ? 'This device does not multiply bfloat16 itself: mixed precision works here, but is not faster than float32.'
    : 'Mixed precision is faster only where the device multiplies bfloat16 itself, which is not known of this one.';
}
