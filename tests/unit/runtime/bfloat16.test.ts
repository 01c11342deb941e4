import { expect, test } from 'vitest';
import { cpuMultipliesBfloat16, gpuMultipliesBfloat16 } from '#main/runtime/bfloat16';
import { precisionNote } from '#shared/training/precision';

const cpuinfo = (flags: string) => `processor\t: 0\nmodel name\t: A processor\nflags\t\t: fpu sse2 ${flags} avx2\n\n`;

test.each([
  ['amx_tile amx_bf16 amx_int8', true],
  ['avx512f avx512_bf16', true],
  ['avx512f avx512_vnni', false],
  ['amx_bf16_like', false],
])('a processor with %s: %s', (flags, multiplies) => {
  expect(cpuMultipliesBfloat16(cpuinfo(flags))).toBe(multiplies);
});

test.each([
  ['7.5\n', false],
  ['8.0\n', true],
  ['9.0\n8.6\n', true],
  ['12.0\n', true],
  ['[N/A]\n', false],
])('a GPU of compute capability %j: %s', (told, multiplies) => {
  expect(gpuMultipliesBfloat16(told)).toBe(multiplies);
});

test('who asks for bfloat16 is told where it does not pay, and nobody else', () => {
  expect(precisionNote('float32', { bfloat16: false })).toBeNull();
  expect(precisionNote('mixed_bfloat16', { bfloat16: true })).toBeNull();
  expect(precisionNote('mixed_bfloat16', { bfloat16: false })).toContain('not faster');
  expect(precisionNote('mixed_bfloat16', {})).toContain('not known');
});
