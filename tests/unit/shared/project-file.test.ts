import { describe, expect, test } from 'vitest';
import { describeOpenError, formatProject, parseProject } from '#shared/project/file';
import { migrations } from '#shared/project/migrations';
import { VERSION } from '#shared/project/project';
import { mnistCnn } from '#shared/templates/mnist-cnn';

const text = formatProject(mnistCnn.project());
const altered = (change: Record<string, unknown>): string => JSON.stringify({ ...JSON.parse(text), ...change });
const code = (file: string) => {
  const result = parseProject(file);
  return result.ok ? 'ok' : result.error.code;
};

test('what is written is read again, and writes the same bytes', () => {
  const read = parseProject(text);
  if (!read.ok) throw new Error(describeOpenError(read.error));
  expect(read.value).toEqual(mnistCnn.project());
  expect(formatProject(read.value)).toBe(text);
});

test('a file from before clipping and class weights opens, and trains as it did', () => {
  const { gradientClipping, clippingThreshold, classWeights, ...before } = mnistCnn.project().training;
  const read = parseProject(altered({ training: before }));
  expect(read).toMatchObject({ ok: true, value: { training: { gradientClipping: 'none', classWeights: 'none' } } });
});

test('a file from before mixed precision opens, and trains in float32', () => {
  const { precision, ...before } = mnistCnn.project().training;
  expect(parseProject(altered({ training: before }))).toEqual({ ok: true, value: mnistCnn.project() });
});

test('a file from before schedules opens with a constant learning rate', () => {
  const { schedule, ...before } = mnistCnn.project().training;
  expect(parseProject(altered({ training: before }))).toEqual({ ok: true, value: mnistCnn.project() });
});

test('moving a node changes nothing but the layout', () => {
  const project = mnistCnn.project();
  const moved = { ...project, layout: { ...project.layout, conv2d_1: { x: 5, y: 6 } } };
  const strip = (file: string) => ({ ...JSON.parse(file), layout: undefined });
  expect(strip(formatProject(moved))).toEqual(strip(text));
});

test('one migration a version, in order', () => {
  expect(migrations.map(({ to }) => to)).toEqual(Array.from({ length: VERSION - 1 }, (_, i) => i + 2));
});

describe('a file that cannot be opened says why', () => {
  test.each([0, 1, 50, text.length - 3])('cut short after %i characters', length => {
    expect(code(text.slice(0, length))).toBe('file/not-json');
  });

  test('of another program', () => expect(code('{"nodes": []}')).toBe('file/not-a-project'));
  test.each(['null', '[]', '3', '"receptive"'])('no object: %s', json => expect(code(json)).toBe('file/not-a-project'));
  test('of a newer Receptive', () => expect(code(altered({ version: VERSION + 1 }))).toBe('file/too-new'));
  test('without a version', () => expect(code(altered({ version: undefined }))).toBe('file/invalid'));

  test('with a field that is wrong, named by its path', () => {
    const result = parseProject(altered({ training: { batchSize: 0 } }));
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'file/invalid', issues: [{ path: 'training.batchSize' }] },
    });
    if (!result.ok) expect(describeOpenError(result.error)).toContain('training.batchSize: ');
  });

  test('with a field that is unknown', () => expect(code(altered({ surprise: 1 }))).toBe('file/invalid'));
});

test('what the graph means is judged later, so a cycle or an unknown layer opens', () => {
  const graph = {
    nodes: [{ id: 'a', type: 'nope', params: {} }],
    edges: [{ from: 'a', to: 'a', port: 'input' }],
  };
  expect(code(altered({ graph }))).toBe('ok');
});
