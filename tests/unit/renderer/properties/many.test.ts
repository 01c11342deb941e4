import { describe, expect, test } from 'vitest';
import { colorOfAll } from '#renderer/properties/color-of-all';
import { commonFields, setOnAll } from '#renderer/properties/common-fields';
import { scrubbed } from '#renderer/properties/scrub';
import { Studio } from '../document/studio';

const find = (studio: Studio, name: string) =>
  commonFields({}, studio.project.graph.nodes).find(({ field }) => field.name === name);

describe('parameters of several nodes', () => {
  test('are those that all have, with the value that all have', () => {
    const studio = new Studio().add('conv2d').add('conv2d').add('conv2d');
    expect(find(studio, 'filters')).toMatchObject({ value: 32, mixed: false, isSet: false });
    studio.do({ do: 'param.set', id: 'conv2d_2', param: 'filters', value: 64 });
    expect(find(studio, 'filters')).toMatchObject({ value: undefined, mixed: true, isSet: true });
    studio.do({ do: 'param.set', id: 'conv2d_1', param: 'kernelSize', value: [3, 3] });
    expect(find(studio, 'kernelSize')?.mixed).toBe(false);
  });

  test('are shared by layers of different types where they take the same values', () => {
    const studio = new Studio().add('conv2d').add('dense');
    const names = commonFields({}, studio.project.graph.nodes).map(({ field }) => field.name);
    expect(names).toContain('activation');
    expect(names).not.toContain('filters');
    expect(names).not.toContain('units');
    expect(commonFields({}, new Studio().add('conv2d').add('input').project.graph.nodes)).toEqual([]);
  });

  test('are set in all as one step, as are the keys that follow', () => {
    const studio = new Studio().add('conv2d').add('conv2d');
    const before = studio.project;
    for (const value of [1, 12, 128]) studio.do(setOnAll(studio.project.graph.nodes, 'filters', value));
    expect(studio.project.graph.nodes.map(({ params }) => params.filters)).toEqual([128, 128]);
    expect(studio.undo().project).toBe(before);
  });

  test('go back to the default together', () => {
    const studio = new Studio().add('conv2d').add('conv2d');
    studio.do({ do: 'param.set', id: 'conv2d_2', param: 'filters', value: 64 });
    studio.do(setOnAll(studio.project.graph.nodes, 'filters', undefined));
    expect(studio.project.graph.nodes.map(({ params }) => params)).toEqual([{}, {}]);
  });

  test('a value that one of them refuses changes none', () => {
    const studio = new Studio().add('conv2d').add('conv2d');
    expect(studio.try(setOnAll(studio.project.graph.nodes, 'filters', 0))).toBe('param/invalid');
  });
});

test('the color of several is theirs where it is the same', () => {
  const studio = new Studio().chain('input', 'dense');
  expect(colorOfAll(studio.project, studio.nodes)).toBeNull();
  studio.do({ do: 'nodes.color', ids: ['dense_1'], color: 'pink' });
  expect(colorOfAll(studio.project, studio.nodes)).toBeUndefined();
  expect(colorOfAll(studio.project, ['dense_1'])).toBe('pink');
});

describe('a number dragged by its title', () => {
  const whole = { integer: true, minimum: 1, maximum: 100 };
  test.each([
    [32, 40, whole, 42],
    [32, -400, whole, 1],
    [32, 4000, whole, 100],
    [0.5, 8, { integer: false, minimum: 0, exclusiveMaximum: 1 }, 0.52],
    [0.5, 4000, { integer: false, minimum: 0, exclusiveMaximum: 1 }, 0.99],
    [0.001, 4, { integer: false, exclusiveMinimum: 0 }, 0.0011],
    [0.3, -8, { integer: false }, 0.28],
    [0, 4, { integer: false }, 0.1],
  ])('%d and %d pixels', (from, pixels, range, expected) => {
    expect(scrubbed(from, pixels, range)).toBe(expected);
  });
});
