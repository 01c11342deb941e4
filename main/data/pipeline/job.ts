import type { SampleAugmentation } from '#shared/data/augmentations/augmentations';
import type { Preprocessing } from '#shared/data/preprocessing/preprocessing';
import type { Draw } from '../define';
import type { Way } from '../image-folder/decode-several';
import type { PictureForm } from '../image-folder/options';

/** Where the samples of a job come from; each list has one entry a sample. Everything in a job can be sent to another thread. */
export type JobSource =
  | {
      /** Encoded pictures, below `folder`. */
      readonly kind: 'files';
      readonly folder: string;
      readonly files: readonly string[];
      readonly form: PictureForm;
      /** How each can be decoded with others, unseen; `null` for one that cannot be. */
      readonly ways: readonly (Way | null)[];
      /** A file with the same pictures decoded, a byte a value, and where each begins: faster, where it is still there. */
      readonly store: { readonly file: string; readonly at: readonly number[] } | null;
    }
  | {
      /** Decoded pictures in shared memory, a byte a value; `at` is where each begins. */
      readonly kind: 'bytes';
      readonly pixels: Uint8Array;
      readonly at: readonly number[];
    }
  | {
      /** The samples themselves, one after another. */
      readonly kind: 'values';
      readonly values: Float32Array;
    };

/** What is done to samples, with numbers for everything. */
export interface Recipe {
  /** Of a sample as its dataset gives it. */
  readonly shape: readonly number[];
  readonly size: Preprocessing['size'];
  readonly channels: Preprocessing['channels'];
  readonly scaling: Preprocessing['scaling'];
  readonly normalization: { readonly mean: readonly number[]; readonly deviation: readonly number[] } | null;
  /** Only done where there is a draw. */
  readonly augmentations: readonly SampleAugmentation[];
}

/** Makes samples as the network is fed with them. */
export interface MakeJob {
  readonly kind: 'make';
  readonly source: JobSource;
  readonly recipe: Recipe;
  /** Each sample's number in its split. */
  readonly indices: readonly number[];
  readonly draw?: Draw;
  /** Written to; in shared memory. Bytes only where each value is a byte by 255: of pictures that nothing is done to. */
  readonly into: Float32Array | Uint8Array;
}

/** Reads pictures for the first time. */
export interface ReadJob {
  readonly kind: 'read';
  readonly folder: string;
  readonly files: readonly string[];
  readonly form: PictureForm;
  /** The decoded pictures, one after another, a byte a value; in shared memory. */
  readonly into: Uint8Array;
}

export type Job = MakeJob | ReadJob;

/** What came of one picture that was read: the SHA-256 of its file in hex and its own height and width, or why it cannot be used. */
export type ReadOutcome =
  | {
      readonly hash: string;
      readonly size: readonly [height: number, width: number];
      /** It was stored otherwise than it is shown. */
      readonly turned?: boolean | undefined;
      /** It can be decoded with others. */
      readonly together?: boolean | undefined;
      readonly reason?: undefined;
      readonly unreachable?: undefined;
    }
  | { readonly reason: string; readonly unreachable: boolean };

/** A sample that could not be made, and the end of a sentence that says why. */
export interface MakeFailure {
  readonly file: string;
  readonly reason: string;
}

/** What came of a job. */
export interface Outcome {
  /** Of each file of a job that reads. */
  readonly read: readonly ReadOutcome[];
  /** Of a job that makes samples: the first that could not be made. */
  readonly failure: MakeFailure | null;
}
