import { z } from 'zod';
import { defineSchedule, halfWave } from './define';

const divisor = (title: string, initial: number, description: string) =>
  z.number().min(1).max(1e9).default(initial).meta({ title, description });

/**
 * Smith & Topin 2018, "Super-Convergence", in the form with two half waves that fast.ai and PyTorch's `OneCycleLR` made
 * usual. The last step of the run has the lowest rate.
 */
export const oneCycle = defineSchedule({
  type: 'oneCycle',
  title: 'One cycle',
  summary:
    "Rises to the optimizer's learning rate, the peak, and falls far below where it began by the end of the run.",
  settings: {
    warmupShare: z.number().min(0).lt(1).default(0.3).meta({
      title: 'Rising',
      description: 'The part of the run in which the rate rises.',
      unit: '0 to 1',
    }),
    startDivisor: divisor('Start divisor', 25, 'The peak divided by this is where the rate begins.'),
    endDivisor: divisor('End divisor', 10_000, 'The first rate divided by this is where the rate ends.'),
  },
  rate({ warmupShare, startDivisor, endDivisor }, step, { learningRate, steps }) {
    const last = steps - 1;
    const peak = Math.max(0, warmupShare * steps - 1);
    if (step < peak) return learningRate * halfWave(1 - step / peak, 1 / startDivisor);
    const done = last > peak ? Math.min(1, (step - peak) / (last - peak)) : 0;
    return learningRate * halfWave(done, 1 / startDivisor / endDivisor);
  },
});
