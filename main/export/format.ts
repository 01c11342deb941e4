import type { DatasetInfo } from '#shared/data/dataset';
import type { TextVectorization } from '#shared/data/text/vectorization';
import type { ExportedFile, ExportFormatInfo } from '#shared/protocol/requests';
import type { TrainedModel } from '../model/trained-model';
import type { TrainedNode } from './network';
import type { Samples } from './parity';

/** tfjs with whatever backend the caller runs on. */
export type Tfjs = typeof import('@tensorflow/tfjs');

export interface ExportContext {
  readonly tf: Tfjs;
  /** What the network was trained on, for the names of the classes; absent where the data are gone. */
  readonly dataset?: DatasetInfo;
  /** How the run turned texts into numbers, where it learned from texts. */
  readonly text?: TextVectorization;
}

/** A network made from the exported files alone. */
export interface ReopenedModel {
  /** @returns the outputs, row-major, one after another */
  predict(samples: Samples): Promise<Float32Array>;
  dispose(): void;
}

/** One way to take a trained network along. A new one is a file of its own and a line in `formats.ts`. */
export interface ExportFormat extends ExportFormatInfo {
  /** Why the format cannot hold a node of the network, as the end of a sentence; absent where it holds every layer. */
  refuse?(node: TrainedNode): string | undefined;
  /** All files, the one that a user opens first; nothing touches the disk. */
  write(model: TrainedModel, context: ExportContext): Promise<readonly ExportedFile[]>;
  /**
   * Opens what `write` wrote, by a way of its own that knows nothing but the files, so that a mistake of the writer shows.
   * Throws where they cannot be opened.
   */
  reopen(files: readonly ExportedFile[], tf: Tfjs): Promise<ReopenedModel>;
}
