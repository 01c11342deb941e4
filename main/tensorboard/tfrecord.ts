import { crc32c } from './crc32c';

/**
 * TensorFlow's record file: for each record its length (uint64, little-endian), the masked CRC-32C of those eight bytes, the
 * data, and the masked CRC-32C of the data. https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details
 */
const LENGTH_BYTES = 8;
const CRC_BYTES = 4;
const HEAD = LENGTH_BYTES + CRC_BYTES;

/** A checksum that is stored with what it was made of is masked: a CRC of data that holds its own CRC is a weak one. */
const masked = (bytes: Uint8Array): number => {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
};

/** One record as it stands in the file. */
export function frameRecord(data: Uint8Array): Uint8Array {
  const record = new Uint8Array(HEAD + data.length + CRC_BYTES);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(LENGTH_BYTES, masked(record.subarray(0, LENGTH_BYTES)), true);
  record.set(data, HEAD);
  view.setUint32(HEAD + data.length, masked(data), true);
  return record;
}

/** A whole record, and where the next one begins. */
export interface PlacedRecord {
  readonly data: Uint8Array;
  readonly end: number;
}

/** The records from the start of a file up to its end, or to the first one that is torn or not as it was written. */
export function* wholeRecords(file: Uint8Array): Generator<PlacedRecord> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let start = 0;
  while (start + HEAD <= file.length) {
    const length = Number(view.getBigUint64(start, true));
    if (view.getUint32(start + LENGTH_BYTES, true) !== masked(file.subarray(start, start + LENGTH_BYTES))) return;
    const dataEnd = start + HEAD + length;
    if (dataEnd + CRC_BYTES > file.length) return;
    const data = file.subarray(start + HEAD, dataEnd);
    if (view.getUint32(dataEnd, true) !== masked(data)) return;
    start = dataEnd + CRC_BYTES;
    yield { data, end: start };
  }
}
