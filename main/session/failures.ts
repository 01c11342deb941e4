import type { SessionFailure } from '#shared/protocol/session';
import { SamplesGone } from '../data/define';

/** An expected end of a run, carried out of the depths of the loop. */
export class RunFailed extends Error {
  constructor(readonly failure: SessionFailure) {
    super(failure.code);
  }
}

/** How TensorFlow says that an allocation failed: its status code's name, and the allocators' own words. */
const OUT_OF_MEMORY =
  /OOM when allocating|RESOURCE_EXHAUSTED|ResourceExhausted|out of memory|CUDA_ERROR_OUT_OF_MEMORY/i;

/** Whether an error is Node's or TensorFlow's way to say that there was no memory left. */
const isOutOfMemory = (error: Error): boolean =>
  OUT_OF_MEMORY.test(error.message) ||
  (error instanceof RangeError && /array buffer|array length/i.test(error.message));

/** What ended a run, as data. @param reportBug writes down what nobody expected */
export function toFailure(error: unknown, reportBug: (error: unknown) => string): SessionFailure {
  if (error instanceof RunFailed) return error.failure;
  if (error instanceof SamplesGone) return error.error;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Error && isOutOfMemory(error)) {
    return { code: 'train/out-of-memory', message: message.split('\n')[0] ?? message };
  }
  return { code: 'internal', id: reportBug(error), message };
}
