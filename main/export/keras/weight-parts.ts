/** Where the weights of a layer that is made of several lie in `model.weights.h5`, in the order in which tfjs lists them. */
const parts: Readonly<Record<string, readonly string[]>> = {
  SimpleRNN: ['cell/'],
  LSTM: ['cell/'],
  GRU: ['cell/'],
  Bidirectional: ['forward_layer/cell/', 'backward_layer/cell/'],
  TimeDistributed: ['layer/'],
  MultiHeadAttention: ['query_dense/', 'key_dense/', 'value_dense/', 'output_dense/'],
};

/** @returns paths inside the layer's group, each with a slash at its end; `''` is the layer itself */
export const weightParts = (className: string): readonly string[] => parts[className] ?? [''];
