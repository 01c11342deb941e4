import { z } from 'zod';
import { elementCount } from '../graph/shape';

/** A float32 tensor on the wire: row-major values, little-endian, four bytes each. */
export const WireTensor = z
  .object({ shape: z.array(z.int().min(0)), data: z.instanceof(Uint8Array) })
  .refine(({ shape, data }) => data.byteLength === 4 * elementCount(shape), {
    message: 'the number of bytes does not fit the shape',
  });
export type WireTensor = z.infer<typeof WireTensor>;

/** Copies, so that the message owns its bytes. */
export const toWire = (shape: readonly number[], values: Float32Array): WireTensor => ({
  shape: [...shape],
  data: new Uint8Array(values.slice().buffer),
});

/** The values of a tensor from the wire; copied only where its bytes do not lie on a multiple of four. */
export function fromWire({ data }: WireTensor): Float32Array {
  // Not `slice`: where the bytes are a Node Buffer, that gives a view and copies nothing.
  const aligned = data.byteOffset % 4 === 0 ? data : new Uint8Array(data);
  return new Float32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
}
