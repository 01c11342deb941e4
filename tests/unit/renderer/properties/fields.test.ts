import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { evaluate } from '#renderer/properties/expression';
import { fieldsOf, fieldsOfSchema } from '#renderer/properties/fields';
import { parseList, parseNumber } from '#renderer/properties/parse-field';
import { layers } from '#shared/layers/catalogue';
import { EarlyStopping, ReduceOnPlateau, WeightAverage } from '#shared/training/callbacks';
import { optimizers } from '#shared/training/optimizers';
import { schedules } from '#shared/training/schedules/schedules';
import { TrainingSettings } from '#shared/training/settings';

describe('expressions', () => {
  test.each([
    ['64*2', 128],
    ['28/2 - 1', 13],
    ['2^10', 1024],
    ['2^3^2', 512],
    ['-2^2', -4],
    ['2*-3', -6],
    ['(3+4)*2', 14],
    ['1e-3', 0.001],
    ['.5', 0.5],
    ['3 × 3', 9],
    ['8-2-1', 5],
  ])('%s = %d', (text, value) => expect(evaluate(text)).toBe(value));

  test.each(['', '64*', '2 3', '(1', '1/0', 'abc', '1,2', '--', '1..2'])('%j is none', text => {
    expect(evaluate(text)).toBeNull();
  });
});

describe('forms', () => {
  test('every parameter of every layer has a control, a title and its default', () => {
    for (const layer of layers.values()) {
      const fields = fieldsOfSchema(layer.params);
      expect(fields.map(field => field.name)).toEqual(Object.keys(layer.params.shape));
      for (const field of fields) {
        expect(field.title, `${layer.type}.${field.name}`).not.toBe('');
        expect(field.description, `${layer.type}.${field.name}`).toBeTruthy();
        expect(layer.params.shape[field.name]?.safeParse(field.initial).success).toBe(true);
      }
    }
  });

  test('a convolution asks for pairs, choices, a switch and a number', () => {
    const conv2d = layers.get('conv2d');
    const kinds = Object.fromEntries(fieldsOfSchema(conv2d?.params ?? TrainingSettings).map(f => [f.name, f.kind]));
    expect(kinds).toMatchObject({ filters: 'number', kernelSize: 'pair', padding: 'choice', useBias: 'switch' });
  });

  test('training and the optimizers have all their fields', () => {
    const fieldNames = (schema: z.ZodType) => fieldsOfSchema(schema).map(field => field.name);
    // Groups and what has a type have forms of their own.
    const groups = { earlyStopping: EarlyStopping, reduceOnPlateau: ReduceOnPlateau, weightAverage: WeightAverage };
    const apart = ['optimizer', 'schedule', 'stages', 'outputs', 'inputs', ...Object.keys(groups)];
    const settings = Object.keys(TrainingSettings.shape).filter(name => !apart.includes(name));
    expect(fieldNames(TrainingSettings)).toEqual(settings);
    for (const group of Object.values(groups)) expect(fieldNames(group)).toEqual(Object.keys(group.shape));
    for (const optimizer of Object.values(optimizers)) {
      expect(fieldNames(optimizer)).toEqual(Object.keys(optimizer.shape).filter(name => name !== 'type'));
    }
    for (const { settings: schedule } of Object.values(schedules)) {
      expect(fieldNames(schedule)).toEqual(Object.keys(schedule.shape).filter(name => name !== 'type'));
    }
  });

  test("a schema that is none, or that says what it can't draw, gives no control rather than an error", () => {
    expect(fieldsOf(null)).toEqual([]);
    expect(fieldsOf({ properties: { nested: { type: 'object' }, fixed: { const: 3 } } })).toEqual([]);
    expect(fieldsOf({ properties: { noiseLevel: { type: 'number', minimum: 0 } } })).toMatchObject([
      { name: 'noiseLevel', title: 'Noise level', kind: 'number', minimum: 0 },
    ]);
  });

  test('an object of numbers has one control with a part for each, and another object has none', () => {
    const [kernelRegularizer] = fieldsOfSchema(layers.get('dense')?.params ?? TrainingSettings).filter(
      field => field.name === 'kernelRegularizer',
    );
    expect(kernelRegularizer).toMatchObject({
      kind: 'numbers',
      initial: { l1: 0, l2: 0 },
      parts: [
        { name: 'l1', title: 'L1', minimum: 0 },
        { name: 'l2', title: 'L2', minimum: 0 },
      ],
    });
    const mixed = { type: 'object', properties: { size: { type: 'number' }, name: { type: 'string' } } };
    expect(fieldsOf({ properties: { mixed } })).toEqual([]);
  });

  test('a string that is a folder gets a control of its own', () => {
    const strings = { folder: { type: 'string', format: 'folder' }, name: { type: 'string' } };
    expect(fieldsOf({ properties: strings }).map(({ kind }) => kind)).toEqual(['folder', 'text']);
  });
});

describe('values', () => {
  test('a number must be in its range, and whole where it must', () => {
    const range = { integer: true, minimum: 1, maximum: 1024 };
    expect(parseNumber('8*4', range)).toEqual({ ok: true, value: 32 });
    expect(parseNumber('0', range)).toEqual({ ok: false, error: 'must be at least 1' });
    expect(parseNumber('2.5', range)).toEqual({ ok: false, error: 'must be a whole number' });
    expect(parseNumber('1', { integer: false, exclusiveMaximum: 1 })).toEqual({
      ok: false,
      error: 'must be less than 1',
    });
  });

  test('a list takes commas, spaces and ×, and names the number that is wrong', () => {
    const list = {
      kind: 'list',
      name: 's',
      title: 'S',
      fewest: 1,
      most: 3,
      item: { integer: true, minimum: 1 },
    } as const;
    expect(parseList('28 × 28 × 1', list)).toEqual({ ok: true, value: [28, 28, 1] });
    expect(parseList('28, 28 1', list)).toEqual({ ok: true, value: [28, 28, 1] });
    expect(parseList('28, 0', list)).toEqual({ ok: false, error: '"0" must be at least 1' });
    expect(parseList('', list)).toEqual({ ok: false, error: 'needs a number' });
    expect(parseList('1 2 3 4', list)).toEqual({ ok: false, error: 'takes at most 3 numbers' });
  });
});
