import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { codeText } from '#shared/code/code';
import { generateCode } from '#shared/code/generate';
import { codeNetwork } from '#shared/code/network';
import { checkProject } from '#shared/project/check';
import type { Project } from '#shared/project/project';
import { templates } from '#shared/templates/catalogue';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { randomBatch } from '../../support/trained';
import { predictEngine } from '../export/engine-model';
import { fromWire, runKeras, toWire, WireTensor } from '../keras/run-keras';
import { quicklyTrained, shrunk } from '../templates/quickly-trained';

/** Of outputs up to 1. */
const TOLERANCE = 1e-5;
/** Pictures of 1,000 classes are made as small as the network takes them. */
const SIDES: Readonly<Record<string, number>> = { 'inception-v3': 75, alexnet: 67 };
const SMALL = 32;

let folder: TempFolder;
beforeAll(async () => {
  folder = await makeTempFolder('code');
});
afterAll(() => folder.remove());

const script = `
names = {"__name__": "generated"}
exec(compile(args["code"], "generated.py", "exec"), names)
model = names["build_model"]()
values = np.fromfile(args["file"], np.float32)
at = 0
counts = {}
for node, stem, named, shapes in args["nodes"]:
    name = node
    if not named:
        counts[stem] = counts.get(stem, -1) + 1
        name = f"{stem}_{counts[stem]}" if counts[stem] else stem
    given = []
    for each in shapes:
        size = int(np.prod(each))
        given.append(values[at:at + size].reshape(each))
        at += size
    if given:
        model.get_layer(name).set_weights(given)
outputs = model(to_array(args["samples"]), training=False)
result = {
    "parameters": model.count_params(),
    "output": from_array(np.concatenate([np.ravel(each) for each in keras.tree.flatten(outputs)])),
}
`;

/** More are drawn, sent and set for seconds; every layer is written alike with a quarter of the filters and units. */
const MOST_PARAMETERS = 4_000_000;
function narrowed(project: Project): Project {
  if (checkProject(project).parameters < MOST_PARAMETERS) return project;
  const quarter = (value: unknown) => typeof value === 'number' && value >= 16 && value % 4 === 0;
  const nodes = project.graph.nodes.map(node => {
    const params = Object.entries(node.params).map(([name, value]) => [
      name,
      (name === 'filters' || name === 'units') && quarter(value) ? Number(value) / 4 : value,
    ]);
    return { ...node, params: Object.fromEntries(params) };
  });
  return { ...project, graph: { ...project.graph, nodes } };
}

/** What Keras calls a layer that has no name, without its number. */
const stemOf = (className: string): string =>
  className
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();

/** Samples of an Embedding are whole numbers below that of its rows. */
function asIndices(values: Float32Array, nodes: ReturnType<typeof codeNetwork>['nodes']): Float32Array {
  const rows = Math.min(...nodes.map(({ layer, params }) => layer.indexCount(params) ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(rows) ? values.map(value => Math.floor(Math.abs(1000 * value)) % rows) : values;
}

test.each(templates.map(template => [template.id, template] as const))(
  'the Python of %s has as many parameters and, with the same weights, the same outputs',
  async (id, template) => {
    const whole = template.project();
    const project =
      template.id in SIDES || whole.data.dataset === 'image-folder'
        ? narrowed(shrunk(whole, SIDES[id] ?? SMALL))
        : whole;
    const trained = quicklyTrained(project);
    const code = codeText(generateCode(project, 'python'));
    const { nodes, inputs } = codeNetwork(project);
    const analyses = checkProject(project).nodes;
    const file = path.join(folder.path, 'weights.bin');
    const bytes = nodes.flatMap(node =>
      trained.weights
        .filter(({ name }) => name.startsWith(`${node.id}/`))
        .map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)),
    );
    await writeFile(file, Buffer.concat(bytes));
    const drawn = randomBatch(inputs[0]?.output.slice(1).map(dim => dim ?? 1) ?? [], 1, 3);
    const samples = { ...drawn, values: asIndices(drawn.values, nodes) };
    const answer = await runKeras(
      script,
      {
        code,
        file,
        nodes: nodes
          .filter(({ layer }) => layer.ports.length > 0)
          .map(node => [
            node.id,
            stemOf(node.layer.kerasClass),
            code.includes(`name="${node.id}"`),
            analyses.get(node.id)?.analysis?.weights.map(({ shape }) => shape) ?? [],
          ]),
        samples: toWire(samples.shape, samples.values),
      },
      z.object({ parameters: z.int(), output: WireTensor }),
    );
    expect(answer.parameters).toBe(checkProject(project).parameters);
    const expected = await predictEngine(trained, samples);
    const received = fromWire(answer.output);
    expect(received).toHaveLength(expected.length);
    expect(Math.max(...expected)).not.toBe(expected.length > 1 ? Math.min(...expected) : 1);
    expect(Math.max(...expected.map((value, i) => Math.abs(value - (received[i] ?? Number.NaN))))).toBeLessThan(
      TOLERANCE,
    );
  },
);
