import { expect, test } from 'vitest';
import { requests } from '#shared/protocol/requests';

const { input } = requests['runs.update'];

test.each([
  ['no name', { name: '' }],
  ['a name of spaces', { name: '   ' }],
  ['too long a name', { name: 'x'.repeat(201) }],
  ['a colour that the studio does not have', { color: 'chartreuse' }],
  ['too long notes', { notes: 'x'.repeat(20_001) }],
  ['a part of the record', { state: 'done' }],
])('a run cannot be given %s', (_what, label) => {
  expect(input.safeParse({ run: 'one', label }).success).toBe(false);
});

test('what is left out of a change is not filled in', () => {
  expect(input.parse({ run: 'one', label: { name: ' a ' } })).toEqual({ run: 'one', label: { name: 'a' } });
});
