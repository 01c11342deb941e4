/** Below this share, waiting for data is not worth a word. */
const WORTH_TELLING = 0.1;

/** How a run's `dataWait` reads; `null` where it is little. */
export const describeDataWait = (dataWait: number | null): string | null =>
  dataWait !== null && dataWait >= WORTH_TELLING ? `waits for data ${Math.round(100 * dataWait)} %` : null;

/** What helps against it. */
export const DATA_WAIT_HINT =
  'TensorFlow is ready before its next batch is. Fewer or lighter augmentations help, smaller pictures, the cache on disk, and a machine with more cores.';
