import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { formatDifference } from '#renderer/export/format';
import { bundle, fileStem } from '#renderer/export/save';

test('one file is saved as it is, under the name of the run', async () => {
  const bytes = Uint8Array.of(1, 2, 3);
  expect(await bundle([{ path: 'model.keras', bytes }], 'mnist', '.keras')).toEqual({ name: 'mnist.keras', bytes });
});

test('several files are one archive, with their folders', async () => {
  const files = [
    { path: 'model.json', bytes: Uint8Array.of(123, 125) },
    { path: 'weights/group1.bin', bytes: Uint8Array.of(9, 8, 7) },
  ];
  const { name, bytes } = await bundle(files, 'mnist', '.json');
  expect(name).toBe('mnist.zip');
  expect(unzipSync(bytes)).toEqual(Object.fromEntries(files.map(file => [file.path, file.bytes])));
});

test('any name becomes a file name', () => {
  expect(['MNIST CNN', '../../etc', 'a/b:c*', '🙂', 'Größe 2'].map(fileStem)).toEqual([
    'MNIST-CNN',
    'etc',
    'a-b-c',
    'network',
    'Größe-2',
  ]);
});

test('differences are written as powers of ten', () => {
  expect([0, 2.98e-8, 1.2e-12, 0.5, 12].map(formatDifference)).toEqual([
    'exactly 0',
    '3·10⁻⁸',
    '1·10⁻¹²',
    '5·10⁻¹',
    '1·10¹',
  ]);
});
