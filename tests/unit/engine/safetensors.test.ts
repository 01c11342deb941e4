import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NamedTensor } from '#main/model/trained-model';
import { decodeSafetensors, encodeSafetensors } from '#main/runs/safetensors';

const tensor = (name: string, shape: number[], first = 1): NamedTensor => ({
  name,
  shape,
  values: Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, i) => first + i / 8),
});

/** A file with a header of one's own. */
function withHeader(header: unknown, data = new Uint8Array(8)): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes;
}
const entry = (offsets: unknown, more: object = {}) => ({
  t: { dtype: 'F32', shape: [2], data_offsets: offsets, ...more },
});

describe('safetensors', () => {
  test('what is written is what is read, scalars and empty tensors too', () => {
    const tensors = [tensor('a/kernel', [3, 2]), tensor('scalar', []), tensor('empty', [0, 4]), tensor('é', [1], -7)];
    expect(decodeSafetensors(encodeSafetensors(tensors, { step: '3' }))).toEqual({ ok: true, value: tensors });
    expect(decodeSafetensors(encodeSafetensors([]))).toEqual({ ok: true, value: [] });
  });

  test('follows the format to the byte', () => {
    const bytes = encodeSafetensors([{ name: 'w', shape: [2], values: Float32Array.of(1, -2) }], { by: 'us' });
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    expect(header).toEqual({ __metadata__: { by: 'us' }, w: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } });
    expect([...bytes.subarray(8 + length)]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
  });

  test('reads at any place of a larger buffer', () => {
    const file = encodeSafetensors([tensor('w', [3])]);
    const shifted = new Uint8Array(file.length + 3);
    shifted.set(file, 3);
    expect(decodeSafetensors(shifted.subarray(3))).toEqual({ ok: true, value: [tensor('w', [3])] });
    const buffer = Buffer.from(shifted.buffer, 3, file.length);
    expect(decodeSafetensors(buffer)).toEqual({ ok: true, value: [tensor('w', [3])] });
  });

  test.each([
    ['nothing', new Uint8Array(0), 'cut short'],
    ['a header beyond the end', withHeader({}).subarray(0, 9), 'cut short'],
    ['a header of 2^60 bytes', Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 16), 'too long'],
    ['no JSON', withHeader('{"t":'), 'not JSON'],
    ['no object', withHeader('[]'), 'not a JSON object'],
    ['bytes that are no UTF-8', withHeader('\u0000').fill(0xff, 8), 'not JSON'],
    ['another type', withHeader(entry([0, 8], { dtype: 'F16' })), 'F16'],
    ['no shape', withHeader(entry([0, 8], { shape: 'big' })), 'shape'],
    ['a negative size', withHeader(entry([0, 8], { shape: [-2] })), 'shape'],
    ['sizes that overflow', withHeader(entry([0, 8], { shape: [2 ** 52, 2 ** 52] })), 'bytes by its shape'],
    ['an end before the start', withHeader(entry([8, 0])), 'takes -8'],
    ['data beyond the end', withHeader(entry([0, 8]), new Uint8Array(4)), 'cut short'],
    ['a hole', withHeader(entry([4, 12]), new Uint8Array(12)), 'expected 0'],
    ['an overlap', withHeader({ ...entry([0, 8]), u: entry([4, 12]).t }, new Uint8Array(12)), 'expected 8'],
    ['bytes that belong to none', withHeader(entry([0, 8]), new Uint8Array(9)), 'belong to none'],
  ])('refuses %s', (_, bytes, words) => {
    expect(decodeSafetensors(bytes)).toEqual({ ok: false, error: expect.stringContaining(words) });
  });

  test('never throws, whatever byte is changed or where the file is cut', () => {
    const file = encodeSafetensors([tensor('a', [2, 2]), tensor('b', [3])]);
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.nat(255), fc.nat(file.length), (at, value, length) => {
        const changed = file.slice(0, length);
        if (at < length) changed[at] = value;
        const decoded = decodeSafetensors(changed);
        if (decoded.ok) expect(decoded.value.reduce((sum, { values }) => sum + values.length, 0)).toBe(7);
      }),
      { numRuns: 500 },
    );
  });
});
