import { defineSchedule, epochsOrNone, halfWave, share } from './define';

/** Keras's `CosineDecay` with its warm-up, over the whole run (Loshchilov & Hutter 2017, "SGDR"). */
export const cosineDecay = defineSchedule({
  type: 'cosineDecay',
  title: 'Cosine decay',
  summary:
    "Rises in a straight line to the optimizer's learning rate, then falls along half a wave until the run ends.",
  settings: {
    warmupEpochs: epochsOrNone('Warm-up', 0.5, 'How long the rate rises; 0 for no warm-up.'),
    warmupFrom: share('Warm-up from', 0, "Where the warm-up starts, as a part of the optimizer's learning rate."),
    alpha: share('Lowest', 0, "Where the rate ends, as a part of the optimizer's learning rate."),
  },
  rate({ warmupEpochs, warmupFrom, alpha }, step, { learningRate, steps, stepsPerEpoch }) {
    const warmup = warmupEpochs * stepsPerEpoch;
    if (step < warmup) return learningRate * (warmupFrom + (1 - warmupFrom) * (step / warmup));
    // Where the warm-up is as long as the run, nothing is left to fall.
    return steps <= warmup
      ? learningRate
      : learningRate * halfWave(Math.min(1, (step - warmup) / (steps - warmup)), alpha);
  },
});
