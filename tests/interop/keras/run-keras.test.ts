import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fromWire, runKeras, toWire, WireTensor } from './run-keras';

describe('real Keras', () => {
  test('is the version that the requirements pin, on TensorFlow', async () => {
    const versions = await runKeras(
      'import tensorflow as tf; result = [keras.__version__, keras.backend.backend(), tf.__version__]',
      null,
      z.array(z.string()),
    );
    expect(versions).toEqual(['3.15.1', 'tensorflow', '2.21.0']);
  });

  test('computes a Dense layer as the formula says: relu(x·W + b)', async () => {
    const x = Float32Array.from([1, -2, 0.5, 3, 0.25, -1]);
    const { kernel, bias, output } = await runKeras(
      `
keras.utils.set_random_seed(7)
model = keras.Sequential([keras.Input([3]), keras.layers.Dense(4, activation="relu", bias_initializer="random_normal")])
kernel, bias = model.get_weights()
result = {
    "kernel": from_array(kernel),
    "bias": from_array(bias),
    "output": from_array(model.predict(to_array(args["x"]), verbose=0)),
}`,
      { x: toWire([2, 3], x) },
      z.object({ kernel: WireTensor, bias: WireTensor, output: WireTensor }),
    );
    expect(kernel.shape).toEqual([3, 4]);
    expect(output.shape).toEqual([2, 4]);
    const w = fromWire(kernel);
    const b = fromWire(bias);
    const expected = [0, 1].flatMap(row =>
      [0, 1, 2, 3].map(unit => {
        const sum = [0, 1, 2].reduce((acc, i) => acc + (x[row * 3 + i] ?? 0) * (w[i * 4 + unit] ?? 0), b[unit] ?? 0);
        return Math.max(0, sum);
      }),
    );
    expect(expected.some(value => value > 0)).toBe(true);
    fromWire(output).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 5);
    });
  });

  test("a failing script throws with Python's own words", async () => {
    await expect(runKeras('keras.layers.Dense(-1)', null, z.unknown())).rejects.toThrow(/ValueError[\s\S]*units/);
  });
});
