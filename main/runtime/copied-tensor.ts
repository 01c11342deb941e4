/** The name of the header below, beside the binding that includes it. */
export const COPIED_TENSOR = 'copied-tensor.h';

/**
 * The binding makes tensors with `TF_NewTensor` on the memory of a JavaScript array, which TensorFlow uses as it is where it
 * happens to be aligned to 64 bytes. The array's reference is then deleted by whoever uses the tensor last, and after a session's
 * run that is often a thread of TensorFlow's, where V8 must not be called: its heap breaks, and minutes later the process. This
 * header, included first, has the values copied on JavaScript's own thread, as TensorFlow does with all other arrays anyway.
 */
export const COPIED_TENSOR_SOURCE = `
#include <cstring>
#include "tensorflow/c/c_api.h"

static inline TF_Tensor* CopiedTensor(TF_DataType dtype, const int64_t* dims, int num_dims, void* data, size_t bytes,
                                      void (*deallocate)(void* data, size_t bytes, void* arg), void* arg) {
  TF_Tensor* tensor = TF_AllocateTensor(dtype, dims, num_dims, bytes);
  if (tensor != nullptr && bytes > 0) std::memcpy(TF_TensorData(tensor), data, bytes);
  deallocate(data, bytes, arg);
  return tensor;
}
#define TF_NewTensor CopiedTensor
`;
