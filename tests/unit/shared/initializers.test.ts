import { describe, expect, test } from 'vitest';
import { initialValues } from '#main/model/initializers';
import { fieldsOfSchema, kindValue } from '#renderer/properties/fields';
import { layers } from '#shared/layers/catalogue';
import { Initializer, shortest } from '#shared/layers/initializers';
import { initializerOf, kerasInitializer } from '#shared/layers/serialized-initializers';
import { tfjsInitializer } from '#shared/layers/tfjs-initializers';

const dense = layers.get('dense');
if (!dense) throw new Error('There is no Dense.');
const values = (initializer: unknown, shape: readonly number[], seed = 1, name = 'a') =>
  initialValues({ name: 'kernel', shape, initializer: Initializer.parse(initializer), trainable: true }, seed, name);

describe('what is stored', () => {
  test('names as old projects have them stay names', () => {
    for (const name of ['glorot_uniform', 'he_normal', 'random_normal', 'orthogonal', 'zeros']) {
      expect(Initializer.parse(name)).toBe(name);
      expect(dense.parse({ kernelInitializer: name })).toMatchObject({ ok: true, value: { kernelInitializer: name } });
    }
  });

  test('settings are filled in, and what says no more than a name is that name', () => {
    const settings = Initializer.parse({ type: 'random_normal', stddev: 0.2 });
    expect(settings).toEqual({ type: 'random_normal', mean: 0, stddev: 0.2, seed: null });
    expect(shortest(settings)).toBe(settings);
    expect(shortest(Initializer.parse({ type: 'random_normal', stddev: 0.05 }))).toBe('random_normal');
  });

  test.each([
    ['nothing_known', 'must be one of glorot_uniform, '],
    [{ type: 'random_uniform', minval: 0.5, maxval: 0.25 }, 'must be at most the maxval'],
    [{ type: 'variance_scaling', scale: 0 }, '>0'],
    [{ type: 'random_normal', gain: 2 }, ''],
  ])('%j is refused', (kernelInitializer, message) => {
    const parsed = dense.parse({ kernelInitializer });
    expect(parsed).toMatchObject({ ok: false, error: { code: 'param/invalid', param: 'kernelInitializer' } });
    if (!parsed.ok && parsed.error.code === 'param/invalid') expect(parsed.error.message).toContain(message);
  });

  test.each([
    [
      'identity',
      'conv2d',
      'kernelInitializer',
      'identity needs rows and columns alone, but kernel has the shape 3 × 3 × 2',
    ],
    [{ type: 'orthogonal', gain: 2 }, 'lstm', 'biasInitializer', 'orthogonal needs rows and columns, but bias'],
  ])('%j is refused for weights of the wrong rank', (initializer, type, param, message) => {
    const shape = type === 'lstm' ? [null, 4, 2] : [null, 8, 8, 2];
    const analysis = layers.get(type)?.analyze([shape], { [param]: initializer });
    expect(analysis).toMatchObject({ ok: false, error: { code: 'param/invalid', param } });
    expect(JSON.stringify(analysis)).toContain(message);
  });
});

describe('how weights begin', () => {
  test('constants, identity matrices and gains', () => {
    expect([...values({ type: 'constant', value: -1.5 }, [2, 2])]).toEqual([-1.5, -1.5, -1.5, -1.5]);
    expect([...values({ type: 'identity', gain: 3 }, [2, 3])]).toEqual([3, 0, 0, 0, 3, 0]);
    const one = values('orthogonal', [4, 3]);
    expect([...values({ type: 'orthogonal', gain: -2 }, [4, 3])]).toEqual([...one].map(value => -2 * value));
  });

  test('a seed of its own takes the run and the place out of it', () => {
    const seeded = { type: 'he_normal', seed: 7 };
    expect(values(seeded, [5, 5], 1, 'a')).toEqual(values(seeded, [5, 5], 2, 'b'));
    expect(values(seeded, [5, 5])).not.toEqual(values({ ...seeded, seed: 8 }, [5, 5]));
    expect(values('he_normal', [5, 5], 1)).not.toEqual(values('he_normal', [5, 5], 2));
  });

  test('"glorot", "he" and "lecun" are what they are short for', () => {
    const scaling = { type: 'variance_scaling', scale: 2, mode: 'fan_in', distribution: 'uniform' };
    expect(values('he_uniform', [3, 3, 4, 5])).toEqual(values(scaling, [3, 3, 4, 5]));
  });
});

describe('files', () => {
  test.each<[unknown, string | object]>([
    ['glorot_uniform', 'glorot_uniform'],
    [{ type: 'random_normal', stddev: 0.05 }, 'random_normal'],
    [
      { type: 'random_normal', mean: 1, stddev: 0.5 },
      { class_name: 'RandomNormal', config: { mean: 1, stddev: 0.5 } },
    ],
    [
      { type: 'lecun_normal', seed: 3 },
      { class_name: 'LecunNormal', config: { seed: 3 } },
    ],
    [
      { type: 'constant', value: 2 },
      { class_name: 'Constant', config: { value: 2 } },
    ],
  ])('%j is written for Keras, and read again', (raw, expected) => {
    const initializer = Initializer.parse(raw);
    const written = kerasInitializer(initializer);
    if (typeof expected === 'string') expect(written).toBe(expected);
    else expect(written).toMatchObject({ module: 'keras.initializers', ...expected });
    expect(initializerOf(written)).toEqual(shortest(initializer));
  });

  test('what older Kerases and tfjs write out becomes the name again, with its seed', () => {
    const scaling = { scale: 2, mode: 'fan_in', distribution: 'normal' };
    const read = (config: object) => initializerOf({ class_name: 'VarianceScaling', config });
    expect(read({ ...scaling, seed: null })).toBe('he_normal');
    expect(read({ ...scaling, seed: 4 })).toEqual({ type: 'he_normal', seed: 4 });
    expect(read({ ...scaling, scale: 3 })).toMatchObject({
      type: 'variance_scaling',
      distribution: 'truncated_normal',
    });
    expect(initializerOf({ class_name: 'RandomNormal', config: { stddev: Math.fround(0.05) } })).toBe('random_normal');
    expect(initializerOf({ class_name: 'Constant', config: { value: [1, 2] } })).toBeUndefined();
    expect(read({ ...scaling, input_axes: [0], output_axes: [1] })).toBeUndefined();
  });

  test('tfjs gets its own names, and no 0 that it would take for nothing', () => {
    expect(tfjsInitializer('lecun_uniform')).toBe('leCunUniform');
    expect(tfjsInitializer('constant')).toEqual({ className: 'Constant', config: { value: 0 } });
    const scaling = Initializer.parse({
      type: 'variance_scaling',
      mode: 'fan_out',
      distribution: 'untruncated_normal',
    });
    expect(tfjsInitializer(scaling)).toEqual({
      className: 'VarianceScaling',
      config: { mode: 'fanOut', distribution: 'normal' },
    });
    expect(tfjsInitializer(Initializer.parse({ type: 'random_uniform', minval: 0, maxval: 1 }))).toEqual({
      className: 'RandomUniform',
      config: { minval: 1e-30, maxval: 1 },
    });
  });
});

test('the form offers each kind with its settings, and stores a name where that is enough', () => {
  const field = fieldsOfSchema(dense.params).find(({ name }) => name === 'kernelInitializer');
  if (field?.kind !== 'kind') throw new Error('It has no kinds.');
  expect(field).toMatchObject({ named: true, initial: 'glorot_uniform', section: 'Weights' });
  const scaling = field.kinds.find(({ type }) => type === 'variance_scaling');
  expect(scaling?.fields.map(({ kind }) => kind)).toEqual(['number', 'choice', 'choice', 'number']);
  expect(kindValue(field, { type: 'zeros' })).toBe('zeros');
  expect(kindValue(field, { type: 'random_normal', stddev: 0.05, seed: null })).toBe('random_normal');
  const settings = { type: 'random_normal', stddev: 0.25 };
  expect(kindValue(field, settings)).toEqual(settings);
});
