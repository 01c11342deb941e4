import { readFile } from 'node:fs/promises';
import { runProcess } from './run-process';

/** Instructions of x86 processors that multiply bfloat16, as Linux names them. */
const CPU_FLAGS = ['amx_bf16', 'avx512_bf16'];
/** NVIDIA's Ampere (2020), the first whose tensor cores take bfloat16. */
const COMPUTE_CAPABILITY = 8;

/** Whether `/proc/cpuinfo` tells of a processor that multiplies bfloat16 itself. */
export const cpuMultipliesBfloat16 = (cpuinfo: string): boolean => {
  const flags = /^flags\s*:(.*)$/m.exec(cpuinfo)?.[1]?.split(/\s+/) ?? [];
  return CPU_FLAGS.some(flag => flags.includes(flag));
};

/** Whether what nvidia-smi prints of `compute_cap` is of a GPU that multiplies bfloat16 itself. */
export const gpuMultipliesBfloat16 = (computeCapability: string): boolean =>
  Number.parseFloat(computeCapability) >= COMPUTE_CAPABILITY;

/** Whether the device that computes multiplies bfloat16 itself; `undefined` where that cannot be found out. */
export async function multipliesBfloat16(device: 'CPU' | 'GPU'): Promise<boolean | undefined> {
  if (process.platform !== 'linux') return undefined;
  if (device === 'CPU') {
    const cpuinfo = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
    return process.arch === 'x64' && cpuinfo ? cpuMultipliesBfloat16(cpuinfo) : undefined;
  }
  const ask = ['--query-gpu=compute_cap', '--format=csv,noheader'];
  const told = await runProcess('nvidia-smi', ask, { timeoutMs: 15_000 });
  return told.how !== 'not-found' && told.code === 0 ? gpuMultipliesBfloat16(told.stdout) : undefined;
}
