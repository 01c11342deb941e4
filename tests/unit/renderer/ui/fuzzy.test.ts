import { expect, test } from 'vitest';
import { fuzzyFilter, fuzzyScore } from '#renderer/ui/fuzzy';
import { layers } from '#shared/layers/catalogue';

const titles = [...layers.values()].map(layer => layer.title);
const first = (query: string) => fuzzyFilter(titles, query, title => [title])[0];

test.each([
  ['mp', 'MaxPooling2D'],
  ['conv', 'Conv2D'],
  ['gap', 'GlobalAveragePooling2D'],
  ['bn', 'BatchNormalization'],
  ['avg', 'Average'],
  ['avgp', 'AveragePooling2D'],
  ['drop', 'Dropout'],
  ['add', 'Add'],
])('%s finds %s first', (query, expected) => expect(first(query)).toBe(expected));

test('words as they are written are found, though their letters start other words', () => {
  expect(fuzzyScore('export the diagram', 'Export the diagram…')).not.toBeNull();
});

test('letters in the wrong order find nothing, and no letters find all', () => {
  expect(fuzzyScore('xyz', 'Conv2D')).toBeNull();
  expect(fuzzyScore('vnoc', 'Conv2D')).toBeNull();
  expect(fuzzyFilter(titles, ' ', title => [title])).toBe(titles);
});

test('a name counts more than what follows it', () => {
  const items = [
    ['Flatten', 'Pooling'],
    ['MaxPooling2D', 'Other'],
  ];
  expect(fuzzyFilter(items, 'pooling', item => item)[0]?.[0]).toBe('MaxPooling2D');
});
