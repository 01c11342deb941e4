import * as tf from '@tensorflow/tfjs-node-gpu';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { plainLayers } from '#main/model/own-layers/own-layers';
import type { Shape } from '#shared/graph/shape';
import { layers } from '#shared/layers/catalogue';
import type { LayerDefinition } from '#shared/layers/define';

/** The laws of every layer, with tfjs, which computes with the real TensorFlow, as the oracle. */

const BATCH = 2;
const concrete = (shape: Shape): number[] => shape.map(dim => dim ?? BATCH);

function buildLayer(definition: LayerDefinition, inputs: readonly Shape[], params: unknown) {
  const layer = definition.build(plainLayers(tf), `${definition.type}_1`, params);
  if (inputs.length > 0) layer.build(inputs.length === 1 ? [...(inputs[0] ?? [])] : inputs.map(shape => [...shape]));
  // tfjs's recurrent layers would build themselves a second time when they are called.
  layer.built = true;
  return layer;
}

/** The shape of what the layer really puts out for random numbers. */
function realOutputShape(definition: LayerDefinition, inputs: readonly Shape[], params: unknown): number[] {
  const tensors = inputs.map(shape => tf.randomUniform(concrete(shape)));
  const [only] = tensors;
  const layer = buildLayer(definition, inputs, params);
  const output = layer.apply(tensors.length === 1 && only ? only : tensors);
  if (!(output instanceof tf.Tensor)) throw new Error('expected one tensor');
  return output.shape;
}

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

describe.each([...layers.values()].map(definition => [definition.type, definition] as const))(
  '%s',
  (type, definition) => {
    test('is listed under its own type', () => expect(layers.get(type)).toBe(definition));

    test('some sample moves each parameter off its default', () => {
      const defaults = definition.params.parse({});
      for (const name of Object.keys(definition.params.shape)) {
        // What is chosen of weights has its own law: tests/interop/layers/weight-settings.test.ts.
        if (/(Initializer|Regularizer|Constraint)$/.test(name)) continue;
        const values = definition.samples.map(sample => JSON.stringify({ ...defaults, ...sample.params }[name]));
        expect(
          values.some(value => value !== JSON.stringify(defaults[name])),
          name,
        ).toBe(true);
      }
    });

    test('every parameter says in words what it is', () => {
      for (const [name, schema] of Object.entries(definition.params.shape)) {
        const meta = z.globalRegistry.get(schema);
        expect(meta?.title, name).toBeTruthy();
        expect(meta?.description, name).toBeTruthy();
      }
    });

    test('refuses a parameter it does not know', () => {
      expect(definition.parse({ noSuchParameter: 1 })).toMatchObject({
        ok: false,
        error: { code: 'param/invalid', param: 'noSuchParameter' },
      });
    });

    describe.each(definition.samples.map(sample => [JSON.stringify(sample), sample] as const))(
      '%s',
      (_name, sample) => {
        test('saves and loads', () => {
          const parsed = definition.params.parse(sample.params);
          expect(definition.params.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
        });

        test('has the output shape that TensorFlow gives', () => {
          const analysis = definition.analyze(sample.inputs, sample.params);
          if (!analysis.ok) throw new Error(JSON.stringify(analysis.error));
          if (sample.inputs.length === 0) {
            expect(analysis.value.output).toEqual(buildLayer(definition, [], sample.params).batchInputShape);
          } else {
            expect(concrete(analysis.value.output)).toEqual(realOutputShape(definition, sample.inputs, sample.params));
          }
        });

        test('has the weights that TensorFlow makes, in order', () => {
          const analysis = definition.analyze(sample.inputs, sample.params);
          if (!analysis.ok) throw new Error(JSON.stringify(analysis.error));
          const layer = buildLayer(definition, sample.inputs, sample.params);
          const made = layer.weights.map(weight => ({ shape: weight.shape, trainable: weight.trainable }));
          expect(analysis.value.weights.map(({ shape, trainable }) => ({ shape: [...shape], trainable }))).toEqual(
            made,
          );
        });
      },
    );

    test('TensorFlow computes what it accepts, and of that shape', () => {
      const many = definition.ports.some(port => port.many);
      // Inputs of different rank are ours to refuse: tfjs broadcasts them in a way that Keras does not.
      const inputs = fc.integer({ min: 1, max: 4 }).chain(rank => {
        const shape = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: rank, maxLength: rank });
        return fc.array(shape, {
          minLength: many ? 2 : definition.ports.length,
          maxLength: many ? 3 : definition.ports.length,
        });
      });
      const params = fc.constantFrom(...definition.samples.map(sample => sample.params));
      if (definition.ports.length === 0) return;
      fc.assert(
        fc.property(inputs, params, (shapes, chosen) => {
          const batched = shapes.map((dims): Shape => [null, ...dims]);
          const analysis = definition.analyze(batched, chosen);
          // Whether what is refused is refused by Keras is for the interop suite to see: tfjs lets some of it through.
          if (!analysis.ok) return;
          expect(concrete(analysis.value.output)).toEqual(tf.tidy(() => realOutputShape(definition, batched, chosen)));
        }),
        { numRuns: 60, seed: 7 },
      );
    });
  },
);
