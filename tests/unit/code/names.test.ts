import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainName, quoted, variableNames } from '#shared/code/names';
import { RESERVED as PYTHON } from '#shared/code/python/words';
import { RESERVED as TYPESCRIPT } from '#shared/code/typescript/words';
import { NodeId } from '#shared/graph/graph';

const ids = fc.uniqueArray(
  fc.oneof(
    fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,10}$/),
    fc.constantFrom(
      'class',
      'lambda',
      'model',
      'layers',
      'keras',
      'a-b',
      'a_b',
      'a-b_',
      'a_b_',
      'await',
      'tf',
      'apply',
    ),
  ),
  { maxLength: 30 },
);

test('whatever nodes are called, each has a variable of its own, which is no word of the language', () => {
  fc.assert(
    fc.property(ids, fc.constantFrom(PYTHON, TYPESCRIPT), (given, reserved) => {
      const names = variableNames(given, reserved);
      expect(given.every(id => NodeId.safeParse(id).success)).toBe(true);
      expect(new Set(names.values()).size).toBe(given.length);
      for (const [id, name] of names) {
        expect(name).toMatch(/^[A-Za-z][A-Za-z0-9_]*$/);
        expect(reserved.has(name)).toBe(false);
        if (!id.includes('-') && !reserved.has(id)) expect(name).toBe(id);
      }
    }),
  );
});

test('a quoted text is the same text again, on one line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const literal = quoted(text);
      expect(literal).not.toMatch(/[\n\r]/);
      // What JavaScript reads is, for these literals, what Python reads.
      expect(new Function(`return ${literal}`)()).toBe(text);
    }),
  );
});

test('quotes are chosen as the formatters do', () => {
  expect(quoted('plain')).toBe('"plain"');
  expect(quoted('say "so"')).toBe(`'say "so"'`);
  expect(quoted(`it's "so"`)).toBe('"it\'s \\"so\\""');
});

test('a project name becomes that of a file', () => {
  expect(plainName('MNIST CNN')).toBe('mnist_cnn');
  expect(plainName('Größe / 2')).toBe('gro_e_2');
  expect(plainName('数')).toBe('model');
});
