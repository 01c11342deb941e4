import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { Histogram } from './histogram';

/** What one event says. */
export type EventContent =
  /** The first event of a file. */
  | { readonly kind: 'fileVersion' }
  /** Writing begins, or begins anew: what an earlier file has from this step on counts no more (TensorFlow's `purge_step`). */
  | { readonly kind: 'sessionStart' }
  | { readonly kind: 'scalars'; readonly values: ReadonlyMap<string, number> }
  | { readonly kind: 'histograms'; readonly values: ReadonlyMap<string, Histogram> };

/** Field numbers of tensorflow/core/util/event.proto and tensorflow/core/framework/{summary,histogram}.proto. */
const EVENT = { wallTime: 1, step: 2, fileVersion: 3, summary: 5, sessionLog: 7 } as const;
const SUMMARY = { value: 1 } as const;
const VALUE = { tag: 1, simpleValue: 2, histogram: 5 } as const;
const SESSION_LOG = { status: 1 } as const;
const START = 1;
const HISTOGRAM = { min: 1, max: 2, num: 3, sum: 4, sumOfSquares: 5, limits: 6, buckets: 7 } as const;

/**
 * An `Event` of TensorFlow's.
 * @param wallTime in seconds since 1970
 */
export function encodeEvent(wallTime: number, step: number, content: EventContent): Uint8Array {
  const event = new BinaryWriter();
  event.tag(EVENT.wallTime, WireType.Bit64).double(wallTime);
  event.tag(EVENT.step, WireType.Varint).int64(step);
  switch (content.kind) {
    case 'fileVersion':
      event.tag(EVENT.fileVersion, WireType.LengthDelimited).string('brain.Event:2');
      break;
    case 'sessionStart':
      event.tag(EVENT.sessionLog, WireType.LengthDelimited).fork();
      event.tag(SESSION_LOG.status, WireType.Varint).int32(START).join();
      break;
    case 'scalars':
      // What is too large for the field becomes infinite, as it does in float32 itself.
      summary(event, content.values, (value, scalar) =>
        value.tag(VALUE.simpleValue, WireType.Bit32).float(Math.fround(scalar)),
      );
      break;
    case 'histograms':
      summary(event, content.values, (value, histogram) => {
        value.tag(VALUE.histogram, WireType.LengthDelimited).fork();
        writeHistogram(value, histogram);
        value.join();
      });
  }
  return event.finish();
}

function summary<T>(
  event: BinaryWriter,
  values: ReadonlyMap<string, T>,
  write: (value: BinaryWriter, content: T) => void,
): void {
  event.tag(EVENT.summary, WireType.LengthDelimited).fork();
  for (const [tag, content] of values) {
    event.tag(SUMMARY.value, WireType.LengthDelimited).fork();
    event.tag(VALUE.tag, WireType.LengthDelimited).string(tag);
    write(event, content);
    event.join();
  }
  event.join();
}

function writeHistogram(writer: BinaryWriter, histogram: Histogram): void {
  const { min, max, count, sum, sumOfSquares, limits, buckets } = histogram;
  const numbers = [
    [HISTOGRAM.min, min],
    [HISTOGRAM.max, max],
    [HISTOGRAM.num, count],
    [HISTOGRAM.sum, sum],
    [HISTOGRAM.sumOfSquares, sumOfSquares],
  ] as const;
  for (const [field, value] of numbers) writer.tag(field, WireType.Bit64).double(value);
  for (const [field, list] of [
    [HISTOGRAM.limits, limits],
    [HISTOGRAM.buckets, buckets],
  ] as const) {
    writer.tag(field, WireType.LengthDelimited).fork();
    for (const value of list) writer.double(value);
    writer.join();
  }
}

/** The step of an event that `encodeEvent` wrote. */
export function stepOf(event: Uint8Array): number {
  const reader = new BinaryReader(event);
  while (reader.pos < reader.len) {
    const [field, wire] = reader.tag();
    if (field === EVENT.step) return Number(reader.int64());
    reader.skip(wire);
  }
  return 0;
}
