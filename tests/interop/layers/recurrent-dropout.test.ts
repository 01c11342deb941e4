import * as tf from '@tensorflow/tfjs-node-gpu';
import { expect, test } from 'vitest';
import { runRecurrent, SUMS } from '#main/model/recurrent/recurrent';
import type { RecurrentConfig, WrappedRecurrent } from '#shared/layers/own-layers';
import { normals } from '../../support/trained';
import { fromWire, runKeras, toWire, WireTensor } from '../keras/run-keras';

/** What is drawn differs, so Keras is given our masks: with those it must drop the same, of every sum. */

const [BATCH, STEPS, FEATURES, UNITS] = [3, 4, 2, 5] as const;

const script = `
layer = getattr(keras.layers, args["class"])(${UNITS}, dropout=0.5, recurrent_dropout=args["recurrent"], **args["config"])
x = to_array(args["x"])
layer.build(x.shape)
layer.set_weights([to_array(w) for w in args["weights"]])
def one_or_all(masks):
    masks = [to_array(m) for m in masks]
    return masks[0] if len(masks) == 1 else masks
layer.cell.get_dropout_mask = lambda step: one_or_all(args["inputs"])
layer.cell.get_recurrent_dropout_mask = lambda state: one_or_all(args["states"]) if args["states"] else None
result = from_array(layer(x, training=True))
`;

const config = (own: Partial<RecurrentConfig>): RecurrentConfig => ({
  name: 'under-test',
  units: UNITS,
  activation: 'tanh',
  recurrentActivation: 'sigmoid',
  useBias: true,
  returnSequences: true,
  goBackwards: false,
  ...own,
});

const layers: readonly (WrappedRecurrent & { readonly keras: Record<string, unknown> })[] = [
  { className: 'SimpleRNN', config: config({}), keras: {} },
  { className: 'LSTM', config: config({}), keras: {} },
  { className: 'GRU', config: config({ resetAfter: true }), keras: {} },
  { className: 'GRU', config: config({ resetAfter: false }), keras: { reset_after: false } },
];
const cases = layers.flatMap(layer => [false, true].map(drops => [layer.className, layer, drops] as const));

test.each(cases)('%s drops as Keras does, %j, of the state: %j', async (className, layer, dropsState) => {
  const sums = SUMS[className];
  const bias = layer.config.resetAfter ? [2, sums * UNITS] : [sums * UNITS];
  const shapes = [[FEATURES, sums * UNITS], [UNITS, sums * UNITS], bias];
  const tensorOf = (shape: readonly number[], seed: number) => ({
    shape,
    values: normals(
      shape.reduce((a, b) => a * b),
      seed,
    ),
  });
  const weights = shapes.map((shape, i) => tensorOf(shape, i + 1));
  const maskOf = (width: number, seed: number) => {
    const { shape, values } = tensorOf([BATCH, width], seed);
    return { shape, values: values.map(value => (value > 0 ? 2 : 0)) };
  };
  const inputs = Array.from({ length: dropsState ? sums : 1 }, (_, i) => maskOf(FEATURES, 10 + i));
  const states = dropsState ? Array.from({ length: sums }, (_, i) => maskOf(UNITS, 20 + i)) : [];
  const x = tensorOf([BATCH, STEPS, FEATURES], 30);
  const wire = (tensors: readonly ReturnType<typeof tensorOf>[]) =>
    tensors.map(({ shape, values }) => toWire(shape, values));
  const answer = await runKeras(
    script,
    {
      class: className,
      recurrent: dropsState ? 0.5 : 0,
      config: { return_sequences: true, ...layer.keras },
      x: toWire(x.shape, x.values),
      weights: wire(weights),
      inputs: wire(inputs),
      states: wire(states),
    },
    WireTensor,
  );
  const ours = tf.tidy(() => {
    const made = (tensors: readonly ReturnType<typeof tensorOf>[]) =>
      tensors.map(({ shape, values }) => tf.tensor(values, [...shape]));
    const masks = { inputs: made(inputs), states: dropsState ? made(states) : undefined };
    return runRecurrent(tf, layer, tf.tensor(x.values, [...x.shape]), made(weights), masks).dataSync();
  });
  const theirs = fromWire(answer);
  expect(theirs.length).toBe(ours.length);
  const worst = theirs.reduce((max, value, i) => Math.max(max, Math.abs(value - (ours[i] ?? Number.NaN))), 0);
  expect(worst).toBeLessThan(1e-5);
});
