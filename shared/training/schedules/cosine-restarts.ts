import { z } from 'zod';
import { defineSchedule, epochs, halfWave, share } from './define';

/** Which of the waves a place lies in, from 0, and how much of that wave is behind. @param place in lengths of the first wave */
function waveAt(place: number, growth: number): { wave: number; done: number } {
  if (growth === 1) return { wave: Math.floor(place), done: place - Math.floor(place) };
  // Not by logarithms, whose rounding would put the first step of a wave at the end of the one before.
  let wave = 0;
  let start = 0;
  let length = 1;
  while (place >= start + length) {
    start += length;
    length *= growth;
    wave++;
  }
  return { wave, done: (place - start) / length };
}

/** Keras's `CosineDecayRestarts` (Loshchilov & Hutter 2017, "SGDR"). */
export const cosineDecayRestarts = defineSchedule({
  type: 'cosineDecayRestarts',
  title: 'Cosine restarts',
  summary: "Falls from the optimizer's learning rate along half a wave, again and again.",
  settings: {
    firstDecayEpochs: epochs('First wave', 1, 'How long the first wave is.'),
    tMul: z.number().min(1).max(100).default(2).meta({
      title: 'Longer by',
      description: 'How many times as long each wave is as the one before.',
    }),
    mMul: share('Lower by', 1, 'What the peak is multiplied by from wave to wave.'),
    alpha: share('Lowest', 0, "Where every wave ends, as a part of the optimizer's learning rate."),
  },
  rate({ firstDecayEpochs, tMul, mMul, alpha }, step, { learningRate, stepsPerEpoch }) {
    const { wave, done } = waveAt(step / (firstDecayEpochs * stepsPerEpoch), tMul);
    return learningRate * (alpha + (1 - alpha) * mMul ** wave * halfWave(done, 0));
  },
});
