import type { File, Group } from 'h5wasm';
import { elementCount } from '#shared/graph/shape';

/**
 * The HDF5 library in WebAssembly. It is large and an ES module, so it is loaded when it is first needed and at run time: the
 * engine is CommonJS, and require cannot load it.
 */
let library: ReturnType<typeof load> | undefined;

async function load() {
  const { File, Dataset, Group, ready } = await import('h5wasm');
  const { FS } = await ready;
  return { File, Dataset, Group, files: FS };
}

let count = 0;

/** Runs `use` with a path of its own in the library's file system, which is in memory. */
async function withPath<T>(use: (path: string, hdf5: Awaited<ReturnType<typeof load>>) => T): Promise<T> {
  library ??= load();
  const hdf5 = await library;
  const path = `/${count++}.h5`;
  try {
    return use(path, hdf5);
  } finally {
    if (hdf5.files.analyzePath(path).exists) hdf5.files.unlink(path);
  }
}

/** @returns the bytes of an HDF5 file that `fill` has filled */
export function writeHdf5(fill: (file: File) => void): Promise<Uint8Array> {
  return withPath((path, hdf5) => {
    const file = new hdf5.File(path, 'w');
    try {
      fill(file);
    } finally {
      file.close();
    }
    return hdf5.files.readFile(path).slice();
  });
}

/** Reads the float32 datasets of an HDF5 file; asks by path, such as `layers/dense/vars/0`. */
export interface Hdf5Reader {
  /** The names in a group; empty where there is no such group. */
  names(group: string): readonly string[];
  dataset(path: string): { readonly shape: readonly number[]; readonly values: Float32Array };
}

/** Throws where the bytes are no HDF5 file. */
export function readHdf5<T>(bytes: Uint8Array, read: (file: Hdf5Reader) => T): Promise<T> {
  return withPath((path, hdf5) => {
    hdf5.files.writeFile(path, bytes);
    const file = new hdf5.File(path, 'r');
    try {
      return read({
        names(group) {
          const found = file.get(group);
          return found instanceof hdf5.Group ? found.keys() : [];
        },
        dataset(at) {
          const found = file.get(at);
          const value = found instanceof hdf5.Dataset ? found.value : null;
          // The library gives the value of a dataset without axes as it is.
          const values = typeof value === 'number' ? Float32Array.of(value) : value;
          if (!(found instanceof hdf5.Dataset) || !(values instanceof Float32Array)) {
            throw new Error(`The weights file has no float32 dataset ${at}.`);
          }
          return { shape: found.shape ?? [], values };
        },
      });
    } finally {
      file.close();
    }
  });
}

/** Below this HDF5's own bookkeeping for a compressed dataset is larger than what it saves. */
const WORTH_COMPRESSING = 4096;

/** A float32 dataset of one value throughout, which takes next to no room in the file. */
export function addFilled(
  group: Group,
  name: string,
  { shape, value }: { readonly shape: readonly number[]; readonly value: number },
): void {
  const size = elementCount(shape);
  const packed = size < WORTH_COMPRESSING ? {} : { chunks: [...shape], compression: 'gzip' as const };
  group.create_dataset({ name, data: new Float32Array(size).fill(value), shape: [...shape], ...packed });
}
