import { CLASSIC_KERNELS, type ClassicKernelId } from '#shared/layers/convolution/kernels';

// Object.keys gives plain strings; these are the ids.
export const CLASSIC_IDS = Object.keys(CLASSIC_KERNELS) as ClassicKernelId[];

export const classicValues = (id: ClassicKernelId): readonly number[] => CLASSIC_KERNELS[id].rows.flat();

/** The classic that has just these values, if there is one. */
export const classicOf = (kernel: readonly number[]): ClassicKernelId | undefined =>
  CLASSIC_IDS.find(id => {
    const values = classicValues(id);
    return values.length === kernel.length && values.every((value, index) => value === kernel[index]);
  });

/** The kernel on another square, around the same middle: zeros come in, or what lies outside falls away. Both sides are odd. */
export function resizeKernel(kernel: readonly number[], side: number): readonly number[] {
  const old = Math.round(Math.sqrt(kernel.length));
  const shift = (old - side) / 2;
  return Array.from({ length: side * side }, (_, index) => {
    const x = (index % side) + shift;
    const y = Math.floor(index / side) + shift;
    return x < 0 || y < 0 || x >= old || y >= old ? 0 : (kernel[y * old + x] ?? 0);
  });
}
