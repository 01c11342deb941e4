import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { templates } from '#shared/templates/catalogue';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { receptive } from './receptive';

let folder: TempFolder;
beforeEach(async () => {
  folder = await makeTempFolder('check');
});
afterEach(() => folder.remove());

async function file(content: unknown, name = 'project.receptive.json'): Promise<string> {
  const target = path.join(folder.path, name);
  await writeFile(target, typeof content === 'string' ? content : JSON.stringify(content));
  return target;
}

const template = (id: string) => {
  const found = templates.find(candidate => candidate.id === id);
  if (!found) throw new Error(`no template ${id}`);
  return found.project();
};

describe('a project that can be trained', () => {
  test('check --json gives the numbers that Keras gives for this network', async () => {
    const { code, out, err } = await receptive('check', await file(template('mnist-cnn')), '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const summary = JSON.parse(out);
    // Keras's model.summary(): 320 + 18,496 + 204,928 + 1,290.
    expect(summary).toMatchObject({ parameters: 225_034, trainableParameters: 225_034, canTrain: true, problems: [] });
    expect(summary.nodes[1]).toEqual({
      id: 'conv2d_1',
      type: 'conv2d',
      outputShape: [null, 26, 26, 32],
      parameters: 320,
      multiplyAdds: 26 * 26 * 32 * 9,
    });
  });

  test('check prints an aligned table', async () => {
    const { code, out } = await receptive('check', await file(template('mnist-cnn')));
    expect(code).toBe(0);
    expect(out).toContain('(None, 13, 13, 32)');
    expect(out).toContain('225,034 (879.04 KB as float32)');
    expect(out).toContain('This can be trained.');
    const lines = out.split('\n');
    const title = lines.find(line => line.startsWith('Node')) ?? '';
    const row = lines.find(line => line.startsWith('conv2d_1')) ?? '';
    expect(row.indexOf('Conv2D')).toBe(title.indexOf('Layer'));
    expect(row.length).toBe(title.length);
  });
});

describe('a graph that cannot be trained ends with exit code 1 and names the node', () => {
  const cases: [
    name: string,
    change: (project: ReturnType<typeof template>) => void,
    node: string | null,
    code: string,
  ][] = [
    ['a cycle', p => p.graph.edges.push({ from: 'dense_2', to: 'dense_1', port: 'input' }), 'dense_1', 'graph/cycle'],
    [
      'a dangling edge',
      p => p.graph.edges.push({ from: 'ghost', to: 'dense_1', port: 'input' }),
      'dense_1',
      'graph/dangling-edge',
    ],
    [
      'two inputs where one is taken',
      p => p.graph.edges.push({ from: 'input_1', to: 'flatten_1', port: 'input' }),
      'flatten_1',
      'graph/port-taken',
    ],
    [
      'an unknown layer',
      p => p.graph.nodes.push({ id: 'odd', type: 'capsule', params: {} }),
      'odd',
      'graph/unknown-layer',
    ],
    [
      'a parameter out of range',
      p => p.graph.nodes.splice(1, 1, { id: 'conv2d_1', type: 'conv2d', params: { filters: -3 } }),
      'conv2d_1',
      'param/invalid',
    ],
    [
      'an output that does not fit the dataset',
      p => p.graph.nodes.splice(-1, 1, { id: 'dense_2', type: 'dense', params: { units: 7, activation: 'softmax' } }),
      'dense_2',
      'data/output-shape',
    ],
    ['an unknown dataset', p => Object.assign(p.data, { dataset: 'imagenet' }), null, 'data/unknown-dataset'],
    ['no graph at all', p => Object.assign(p, { graph: { nodes: [], edges: [] } }), null, 'train/no-input'],
  ];
  test.each(cases)('%s', async (_, change, node, problem) => {
    const project = template('mnist-cnn');
    change(project);
    const broken = await file(project);
    const { code, out } = await receptive('check', broken, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out).problems).toContainEqual(
      expect.objectContaining({ node, code: problem, severity: 'error', message: expect.stringMatching(/\w/) }),
    );
    const plain = await receptive('check', broken);
    expect(plain.code).toBe(1);
    expect(plain.out).toMatch(node ? `error: ${node}: ` : 'error: ');
  });
});

describe('a file that is no project ends with exit code 1 and a message that names the file', () => {
  const whole = JSON.stringify(template('mnist-cnn'));
  const cases: [name: string, content: string, code: string, message: RegExp][] = [
    ['truncated', whole.slice(0, 200), 'file/not-json', /cut short/],
    ['empty', '', 'file/not-json', /cut short/],
    ['foreign', '{"nbformat": 4}', 'file/not-a-project', /not a Receptive project/],
    ['not an object', '[1, 2]', 'file/not-a-project', /not a Receptive project/],
    ['newer', whole.replace('"version":1', '"version":99'), 'file/too-new', /newer Receptive.*99/],
    ['with a wrong type', whole.replace('"epochs":3', '"epochs":"3"'), 'file/invalid', /training\.epochs/],
    ['with an unknown field', whole.replace('"name"', '"nmae":1,"name"'), 'file/invalid', /nmae/],
  ];
  test.each(cases)('%s', async (_, content, problem, message) => {
    const target = await file(content);
    const { code, out, err } = await receptive('check', target);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(target);
    expect(err).toMatch(message);
    const json = await receptive('check', target, '--json');
    expect(JSON.parse(json.out)).toMatchObject({ event: 'error', code: problem });
  });

  test('missing, or a folder', async () => {
    const missing = await receptive('check', path.join(folder.path, 'none.json'));
    expect(missing).toMatchObject({ code: 1, out: '' });
    expect(missing.err).toMatch(/none\.json: no such file/);
    const isFolder = await receptive('check', folder.path);
    expect(isFolder.code).toBe(1);
    expect(isFolder.err).toContain('folder');
  });
});
