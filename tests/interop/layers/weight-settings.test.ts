import { expect, test } from 'vitest';
import { z } from 'zod';
import { readLayer } from '#shared/import/read-layer';
import { layers } from '#shared/layers/catalogue';
import type { LayerDefinition } from '#shared/layers/define';
import { runKeras } from '../keras/run-keras';

/** What is chosen of each weight of each layer reaches that weight in real Keras, and comes back from its file. */

const script = `
def named(value):
    return None if value is None else [type(value).__name__, value.get_config()]

result = []
for case in args:
    layer = getattr(keras.layers, case["class"]).from_config(case["config"])
    shapes = [[2, *shape[1:]] for shape in case["inputs"]]
    inputs = [np.zeros(shape, "float32") for shape in shapes]
    layer(*(inputs if case["apart"] or len(inputs) == 1 else [inputs]))
    result.append({
        "config": layer.get_config(),
        "weights": [[w.name, named(w.regularizer), named(w.constraint)] for w in layer.trainable_weights],
    })
`;

const Named = z.tuple([z.string(), z.record(z.string(), z.unknown())]).nullable();
const Answer = z.array(
  z.object({
    config: z.record(z.string(), z.unknown()),
    weights: z.array(z.tuple([z.string(), Named, Named])),
  }),
);

/** A layer with something else chosen for each of its weights. */
function chosen(definition: LayerDefinition) {
  const keys = Object.keys(definition.params.shape).flatMap(name => /^(.*)Constraint$/.exec(name)?.[1] ?? []);
  const params = Object.fromEntries(
    keys.flatMap((key, index) => [
      [`${key}Initializer`, ['random_normal', 'truncated_normal', 'ones'][index]],
      [`${key}Regularizer`, { l1: 0, l2: 0.125 * (index + 1) }],
      [`${key}Constraint`, { type: 'max_norm', maxValue: 0.5 + index, axis: [-1] }],
    ]),
  );
  return { definition, keys, params, inputs: definition.samples[0]?.inputs ?? [] };
}

const cases = [...layers.values()].map(chosen).filter(({ keys }) => keys.length > 0);

test('the settings of all weights', async () => {
  const answers = await runKeras(
    script,
    cases.map(({ definition, inputs, params }) => ({
      class: definition.kerasClass,
      apart: definition.takesInputsApart ?? false,
      config: definition.kerasConfig(params),
      inputs,
    })),
    Answer,
  );
  expect(cases.length).toBeGreaterThan(15);
  for (const [index, { definition, inputs, params }] of cases.entries()) {
    const { type, kerasClass } = definition;
    const analysis = definition.analyze(inputs, params);
    if (!analysis.ok) throw new Error(JSON.stringify(analysis.error));
    const answer = answers[index];
    const ours = analysis.value.weights
      .filter(({ trainable }) => trainable)
      .map(({ name, regularizer, constraint }) => [
        name.split('/').at(-1),
        ['L1L2', { l1: 0, l2: regularizer?.l2 }],
        constraint?.type === 'max_norm' && ['MaxNorm', { max_value: constraint.maxValue, axis: -1 }],
      ]);
    expect(answer?.weights, type).toEqual(ours);
    const back = readLayer({
      name: 'under-test',
      className: kerasClass,
      module: 'keras.layers',
      config: answer?.config ?? {},
      calls: [],
    });
    expect(back, type).toMatchObject({ ok: true, value: { notes: [], node: { type, params } } });
  }
});
