import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { inject } from 'vitest';
import { z } from 'zod';

/** A tensor on its way to or from NumPy: `to_array` and `from_array` in Python. */
export const WireTensor = z.object({ dtype: z.string(), shape: z.array(z.int()), base64: z.base64() });
export type WireTensor = z.infer<typeof WireTensor>;

const Answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);

/**
 * Runs a Python script in a process where real Keras is loaded already.
 * @param script sees `args`, `keras` and `np`, and leaves its answer, which must be JSON, in `result`.
 * @param output what that answer must look like.
 * @throws Error with Python's traceback where the script fails.
 */
export async function runKeras<T>(script: string, args: unknown, output: z.ZodType<T>): Promise<T> {
  const { ports, token } = inject('keras');
  // Vitest numbers its workers from 1 on: each has a server to itself, so that none waits for another's script.
  const port = ports[(Number(process.env.VITEST_POOL_ID) - 1) % ports.length];
  if (port === undefined) throw new Error('runKeras runs in a worker of Vitest.');
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write(`${JSON.stringify({ token, script, args })}\n`);
    for await (const line of createInterface({ input: socket })) {
      const answer = Answer.parse(JSON.parse(line));
      if (!answer.ok) throw new Error(`Python:\n${answer.error}`);
      return output.parse(answer.value);
    }
    throw new Error('keras_server.py closed the connection without an answer.');
  } finally {
    socket.destroy();
  }
}

/** @param shape in NumPy's order; the values are row-major. */
export function toWire(shape: readonly number[], values: Float32Array): WireTensor {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return { dtype: 'float32', shape: [...shape], base64: bytes.toString('base64') };
}

/** The values of a float32 tensor from Python, row-major. */
export function fromWire(tensor: WireTensor): Float32Array {
  if (tensor.dtype !== 'float32') throw new Error(`Expected float32 from Python, received ${tensor.dtype}.`);
  const bytes = Buffer.from(tensor.base64, 'base64');
  // Copied, because a Buffer may start at an offset that no Float32Array can.
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
