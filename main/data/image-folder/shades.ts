/** The largest float32 below a half. With 0.5 itself, what is just below it would be rounded up by the addition. */
export const HALF = 0.5 - 2 ** -25;

/** What each byte is as float32 from 0 to 1. */
export const SHADES = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** Bytes to float32 from 0 to 1. */
export function shadesOf(bytes: Uint8Array, into: Float32Array): void {
  const { length } = bytes;
  // Every index is within its array; to ask for what stands for a missing value would take three times as long.
  for (let i = 0; i < length; i++) into[i] = SHADES[bytes[i] as number] as number;
}

/** Bytes as they are, or as float32 from 0 to 1. */
export function putShades(bytes: Uint8Array, into: Float32Array | Uint8Array): void {
  if (into instanceof Float32Array) shadesOf(bytes, into);
  else into.set(bytes);
}
