import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Shape } from '#shared/graph/shape';
import { layers } from '#shared/layers/catalogue';
import type { LayerDefinition } from '#shared/layers/define';
import { runKeras } from '../keras/run-keras';

/** What a layer of the catalogue accepts, real Keras accepts, with the same output; and what it refuses, Keras refuses. */

const CASES = 16;
const BATCH = 2;

/** The output shape for each case, `null` where Keras refuses it. */
const script = `
result = []
for case in args["cases"]:
    try:
        layer = getattr(keras.layers, args["class"]).from_config(case["config"])
        inputs = [np.zeros(shape, "float32") for shape in case["inputs"]]
        if len(inputs) > 1 and not args["apart"]:
            inputs = [inputs]
        shape = list(layer(*inputs).shape)
        # A window beyond the picture leaves nothing; Keras refuses that in a model only.
        result.append(None if 0 in shape else shape)
    except Exception:
        result.append(None)
`;

/** Shapes of up to four small axes beside the batch; several inputs have equally many, since Keras broadcasts those that have not. */
function casesOf(definition: LayerDefinition) {
  const many = definition.ports.some(port => port.many);
  const fewest = many ? 2 : definition.ports.length;
  const inputs = fc.integer({ min: 1, max: 4 }).chain(rank => {
    const shape = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: rank, maxLength: rank });
    return fc.array(shape, { minLength: fewest, maxLength: many ? 3 : fewest });
  });
  const params = fc.constantFrom(...definition.samples.map(sample => sample.params));
  return fc.sample(fc.tuple(inputs, params), { numRuns: CASES, seed: 7 }).map(([shapes, chosen]) => ({
    inputs: shapes.map((sizes): Shape => [null, ...sizes]),
    params: chosen,
  }));
}

const concrete = (shape: Shape): number[] => shape.map(size => size ?? BATCH);

const definitions = [...layers.values()].filter(({ ports }) => ports.length > 0);

describe.each(definitions.map(definition => [definition.kerasClass, definition] as const))(
  '%s',
  (_name, definition) => {
    test('takes the shapes that Keras takes', async () => {
      const cases = casesOf(definition);
      const answers = await runKeras(
        script,
        {
          class: definition.kerasClass,
          apart: definition.takesInputsApart ?? false,
          cases: cases.map(({ inputs, params }) => ({
            inputs: inputs.map(concrete),
            config: definition.kerasConfig(params),
          })),
        },
        z.array(z.array(z.int()).nullable()),
      );
      for (const [index, { inputs, params }] of cases.entries()) {
        const analysis = definition.analyze(inputs, params);
        const where = `${JSON.stringify(inputs)} ${JSON.stringify(params)}`;
        // Some layers take fewer ranks than Keras's; what they do take is checked all the same.
        if (!analysis.ok && analysis.error.code === 'shape/rank') continue;
        expect(analysis.ok ? concrete(analysis.value.output) : null, where).toEqual(answers[index]);
      }
    });
  },
);
