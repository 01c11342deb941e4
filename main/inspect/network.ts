import type { Project } from '#shared/project/project';
import type { Model } from '../model/model';
import type { Tensor, TensorFlow } from '../model/tensorflow';

/** The network at hand: the one in training, or trained last, or opened. */
export interface Network {
  readonly tf: TensorFlow;
  readonly run: string;
  readonly project: Project;
  readonly model: Model;
  /** Steps that its weights were trained for. */
  readonly step: number;
  /** Brings `model`'s weights up to date, where training keeps them elsewhere. */
  sync(): void;
}

/** A tensor's values on the host; the tensor is disposed. */
export async function takeValues(tensor: Tensor): Promise<Float32Array> {
  try {
    return Float32Array.from(await tensor.data<'float32'>());
  } finally {
    tensor.dispose();
  }
}
