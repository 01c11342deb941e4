import { access } from 'node:fs/promises';
import { runProcess } from './run-process';

export type Gpu = {
  /** Name of the first GPU, where the driver says it. */
  readonly name: string;
  readonly driver: string;
};

const DRIVER_FILES = ['/proc/driver/nvidia/version', '/usr/lib/wsl/lib/libcuda.so.1'];

/** A cheap look for NVIDIA's driver: two files, and a question to nvidia-smi only when one of them is there. */
export async function findGpu(signal?: AbortSignal): Promise<Gpu | null> {
  if (process.platform !== 'linux') return null;
  const present = await Promise.all(
    DRIVER_FILES.map(path =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  if (!present.some(Boolean)) return null;
  const ask = ['--query-gpu=name,driver_version', '--format=csv,noheader'];
  const told = await runProcess('nvidia-smi', ask, { signal, timeoutMs: 15_000 });
  if (told.how === 'not-found') return { name: 'NVIDIA GPU', driver: 'unknown' };
  const [name, driver] = (told.stdout.split('\n')[0] ?? '').split(',').map(text => text.trim());
  return told.code === 0 && name && driver ? { name, driver } : null;
}

/** Why a machine without a usable NVIDIA driver computes on its CPU. */
export function whyNoGpu(): string {
  if (process.platform === 'darwin') return 'TensorFlow has no GPU support on Macs without Apple’s own plug-in.';
  if (process.platform === 'win32')
    return 'TensorFlow’s GPU support on Windows ended with version 2.10; inside WSL2 it works.';
  if (process.arch !== 'x64') return `TensorFlow publishes no CUDA build for Linux on ${process.arch}.`;
  return 'No NVIDIA driver was found.';
}
