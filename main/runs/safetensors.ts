import { elementCount } from '#shared/graph/shape';
import { err, ok, type Result } from '#shared/result';
import type { NamedTensor } from '../model/trained-model';

/**
 * The safetensors format, float32 only: eight bytes with the little-endian length of a JSON header, the header, then all values.
 * The header maps each tensor's name to its type, shape and place in the values; its key `__metadata__` holds free text.
 * https://github.com/huggingface/safetensors#format
 */
const LENGTH_BYTES = 8;
/** The reference implementation's own limit. */
const MAX_HEADER = 100_000_000;
const METADATA = '__metadata__';

export function encodeSafetensors(
  tensors: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  let offset = 0;
  const entries = tensors.map(({ name, shape, values }) => {
    const begin = offset;
    offset += values.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [begin, offset] }] as const;
  });
  const json = new TextEncoder().encode(JSON.stringify({ [METADATA]: metadata, ...Object.fromEntries(entries) }));
  // Padded with spaces, so that the values start on a multiple of eight, as the format advises.
  const headerLength = Math.ceil(json.length / 8) * 8;
  const start = LENGTH_BYTES + headerLength;
  const bytes = new Uint8Array(start + offset).fill(0x20, LENGTH_BYTES, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.set(json, LENGTH_BYTES);
  let at = start;
  for (const { values } of tensors) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

/**
 * Reads a file written by anyone: every length and offset is checked before it is used.
 * @returns the tensors in the order of their values, or in words what is wrong with the file
 */
export function decodeSafetensors(bytes: Uint8Array): Result<readonly NamedTensor[], string> {
  if (bytes.length < LENGTH_BYTES) return err(`the file is cut short: ${bytes.length} bytes`);
  const headerLength = Number(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0, true));
  if (headerLength > MAX_HEADER) return err('not a safetensors file: its header would be too long');
  const start = LENGTH_BYTES + headerLength;
  if (start > bytes.length)
    return err(`the file is cut short: its header ends at ${start}, it has ${bytes.length} bytes`);
  const header = parseHeader(bytes.subarray(LENGTH_BYTES, start));
  if (!header.ok) return header;
  const values = bytes.subarray(start);
  let expected = 0;
  const tensors: NamedTensor[] = [];
  for (const { name, shape, begin, end } of header.value.sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== expected) return err(`tensor ${name} starts at ${begin}, expected ${expected}`);
    if (end > values.length)
      return err(`the file is cut short: tensor ${name} ends at ${end}, there are ${values.length} bytes`);
    expected = end;
    // A copy, because a Float32Array must start on a multiple of four (and a Buffer's own `slice` copies nothing).
    tensors.push({ name, shape, values: new Float32Array(new Uint8Array(values.subarray(begin, end)).buffer) });
  }
  if (expected !== values.length) return err(`${values.length - expected} bytes after the last tensor belong to none`);
  return ok(tensors);
}

interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

function parseHeader(bytes: Uint8Array): Result<Entry[], string> {
  let raw: unknown;
  try {
    raw = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return err('its header is not JSON');
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return err('its header is not a JSON object');
  const entries: Entry[] = [];
  for (const [name, value] of Object.entries(raw)) {
    if (name === METADATA) continue;
    const entry = parseEntry(name, value);
    if (!entry.ok) return entry;
    entries.push(entry.value);
  }
  return ok(entries);
}

const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isSizes = (value: unknown): value is number[] => Array.isArray(value) && value.every(isSize);

function parseEntry(name: string, value: unknown): Result<Entry, string> {
  if (typeof value !== 'object' || value === null) return err(`tensor ${name} is not described`);
  const { dtype, shape, data_offsets: offsets }: Partial<Record<'dtype' | 'shape' | 'data_offsets', unknown>> = value;
  if (dtype !== 'F32') return err(`tensor ${name} has the type ${String(dtype)}, expected F32`);
  if (!isSizes(shape) || !isSizes(offsets) || offsets.length !== 2)
    return err(`tensor ${name} has no proper shape or place`);
  const [begin = 0, end = 0] = offsets;
  const size = 4 * elementCount(shape);
  if (end - begin !== size) return err(`tensor ${name} should take ${size} bytes by its shape, takes ${end - begin}`);
  return ok({ name, shape, begin, end });
}
