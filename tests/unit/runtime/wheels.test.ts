import { expect, test } from 'vitest';
import { CUDA_PLATFORMS, CUDA_WHEELS } from '#main/runtime/cuda-wheels';
import { olderThan } from '#main/runtime/fetch-electron';
import { downloadLine } from '#main/runtime/pip';
import { wheelPlatform } from '#main/runtime/platform';
import { pythonTag } from '#main/runtime/python';
import { PYTHON_TAGS, tensorflowWheel } from '#main/runtime/wheels';

test('each machine has its wheel, by the name the index gives it', () => {
  expect(tensorflowWheel('linux-x64', 'cpu', 'cp311')).toEqual({
    requirement: 'tensorflow-cpu==2.21.0',
    file: 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl',
    sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
  });
  expect(tensorflowWheel('darwin-arm64', 'cpu', 'cp312')?.file).toBe(
    'tensorflow-2.21.0-cp312-cp312-macosx_12_0_arm64.whl',
  );
  expect(tensorflowWheel('linux-x64', 'gpu', 'cp313')?.requirement).toBe('tensorflow==2.21.0');
  expect(tensorflowWheel('linux-arm64', 'gpu', 'cp313')).toBeNull();
});

test('every pinned hash is one, and no two files share it', () => {
  const wheels = (['linux-x64', 'linux-arm64', 'darwin-arm64'] as const).flatMap(platform =>
    (['cpu', 'gpu'] as const).flatMap(build => PYTHON_TAGS.map(tag => tensorflowWheel(platform, build, tag))),
  );
  const hashes = [...wheels, ...CUDA_WHEELS].flatMap(wheel => (wheel ? [wheel.sha256] : []));
  expect(hashes).toHaveLength(16 + CUDA_WHEELS.length);
  expect(hashes.every(hash => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  expect(new Set(hashes).size).toBe(hashes.length);
});

test('pip is told of every platform tag that a CUDA wheel is published under', () => {
  for (const { file } of CUDA_WHEELS) {
    const tags = file.slice(file.indexOf('-none-') + '-none-'.length, -'.whl'.length).split('.');
    expect(
      tags.some(tag => CUDA_PLATFORMS.some(known => known === tag)),
      file,
    ).toBe(true);
  }
});

test('the wheel of the user’s own Python is preferred where there is one', () => {
  expect(['3.10.2', '3.13.1', '3.8.20', '3.15.0'].map(pythonTag)).toEqual(['cp310', 'cp313', 'cp312', 'cp312']);
});

test('machines without a wheel are known', () => {
  expect(wheelPlatform('linux', 'x64')).toBe('linux-x64');
  expect([wheelPlatform('win32', 'x64'), wheelPlatform('darwin', 'x64'), wheelPlatform('linux', 'arm')]).toEqual([
    null,
    null,
    null,
  ]);
});

test.each([
  ['  Downloading a-1-py3-none-any.whl (273.8 MB)', { name: 'a-1-py3-none-any.whl', total: 273_800_000 }],
  ['Downloading https://host/p/a-1-py3-none-any.whl (12 kB)', { name: 'a-1-py3-none-any.whl', total: 12_000 }],
  ['  Downloading a-1-py3-none-any.whl', { name: 'a-1-py3-none-any.whl', total: undefined }],
  ['  Downloading a-1-py3-none-any.whl.metadata (4.4 kB)', null],
  ['Collecting tensorflow-cpu==2.21.0', null],
])('pip says %j', (line, told) => {
  expect(downloadLine(line)).toEqual(told);
});

test('versions compare by number, not by letter', () => {
  expect(olderThan('20.20.2', '22.12.0')).toBe(true);
  expect(olderThan('22.9.0', '22.12.0')).toBe(true);
  expect(olderThan('22.12.0', '22.12.0')).toBe(false);
  expect(olderThan('100.0.0', '22.12.0')).toBe(false);
});
