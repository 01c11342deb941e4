import { z } from 'zod';

/** How weights begin, by Keras's names. */
const INITIALIZERS = [
  'glorot_uniform',
  'glorot_normal',
  'he_uniform',
  'he_normal',
  'lecun_uniform',
  'lecun_normal',
  'random_uniform',
  'random_normal',
  'truncated_normal',
  'zeros',
  'ones',
] as const;

export const Initializer = z.enum(INITIALIZERS);
export type Initializer = z.infer<typeof Initializer>;

/** Those that are not for choice: Keras's of recurrent kernels, and of an LSTM's bias, which is 1 for the forget gate. */
export type WeightInitializer = Initializer | 'orthogonal' | 'unit_forget_bias';

/** @param what the weights, as in "the kernel" */
export const initializerParam = (title: string, what: string, initial: Initializer) =>
  Initializer.default(initial).meta({
    title,
    description: `How ${what} begins. "glorot" suits tanh and sigmoid, "he" relu and its kin, "lecun" selu.`,
  });

export const initializerParams = {
  kernelInitializer: initializerParam('Kernel initializer', 'the kernel', 'glorot_uniform'),
  biasInitializer: initializerParam('Bias initializer', 'the bias', 'zeros'),
};

/** tfjs's name: in camelCase, and LeCun with two capitals. */
export const tfjsInitializer = (name: Initializer): string =>
  name.replace(/^lecun/, 'leCun').replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());
