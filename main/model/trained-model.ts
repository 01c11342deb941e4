import type { Project } from '#shared/project/project';

/** One weight: `node/weight` as in Keras (`conv2d_1/kernel`), float32, row-major. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** A network with its weights, as plain data: what runs keep and exports write. Weights stand in catalogue order. */
export interface TrainedModel {
  readonly project: Project;
  readonly weights: readonly NamedTensor[];
}
