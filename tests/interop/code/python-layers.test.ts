import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { kerasLayer } from '#shared/code/keras-layer';
import { flat } from '#shared/code/python/format';
import { kerasCall } from '#shared/code/python/values';
import signatures from '#shared/code/signatures';
import { layers } from '#shared/layers/catalogue';
import { repoRoot } from '../../support/repo';
import { runKeras } from '../keras/run-keras';

test('real Keras has the constructors that the generator knows of', async () => {
  const script = await readFile(path.join(repoRoot, 'tests/interop/code/keras_signatures.py'), 'utf8');
  expect(await runKeras(script, null, z.unknown())).toEqual(signatures);
});

const script = `
from keras import layers, regularizers, constraints, initializers

def canonical(value):
    if isinstance(value, dict):
        return {k: canonical(v) for k, v in value.items() if k not in ("name", "build_config")}
    # No axes are None or an empty list.
    return [canonical(v) for v in value] or None if isinstance(value, (list, tuple)) else value

result = []
for case in args:
    written = eval(case["code"])
    meant = type(written).from_config({"name": "meant", **case["config"]})
    shapes = [tuple(shape) for shape in case["inputs"]]
    if len(shapes) > 1 and not case["apart"]:
        shapes = [shapes]
    a, b = canonical(written.get_config()), canonical(meant.get_config())
    written.build(*shapes)
    result.append({
        "differ": [k for k in {**a, **b} if a.get(k) != b.get(k)],
        "parameters": written.count_params(),
        "shape": list(written.compute_output_shape(*shapes)),
    })
`;

test('every layer, with every sample of its laws, is written so that Keras makes the same layer of it', async () => {
  const cases = [...layers.values()]
    .filter(layer => layer.ports.length > 0)
    .flatMap(layer =>
      layer.samples.map(({ inputs, params }) => {
        const code = flat(kerasCall(kerasLayer({ layer, params })));
        const analysis = layer.analyze(inputs, params);
        if (!analysis.ok) throw new Error(`${code}: ${JSON.stringify(analysis.error)}`);
        const { output, weights } = analysis.value;
        const parameters = weights.reduce((sum, { shape }) => sum + shape.reduce((all, size) => all * size, 1), 0);
        return {
          code,
          config: layer.kerasConfig(params),
          inputs,
          apart: layer.takesInputsApart ?? false,
          output,
          parameters,
        };
      }),
    );
  const made = await runKeras(
    script,
    cases.map(({ output: _, parameters: __, ...given }) => given),
    z.array(z.object({ differ: z.array(z.string()), parameters: z.int(), shape: z.array(z.int().nullable()) })),
  );
  const received = made.map((answer, i) => ({ code: cases[i]?.code, ...answer }));
  expect(received).toEqual(
    cases.map(({ code, parameters, output }) => ({ code, differ: [], parameters, shape: [...output] })),
  );
});
