import { defineSchedule, epochs, share } from './define';

/** Keras's `ExponentialDecay` with `staircase`. */
export const stepDecay = defineSchedule({
  type: 'stepDecay',
  title: 'Step decay',
  summary: "Starts at the optimizer's learning rate and falls in stairs.",
  settings: {
    decayRate: share('Factor', 0.5, 'What the learning rate is multiplied by at each stair.'),
    decayEpochs: epochs('Every', 1, 'How long each stair is.'),
  },
  rate: ({ decayRate, decayEpochs }, step, { learningRate, stepsPerEpoch }) =>
    learningRate * decayRate ** Math.floor(step / (decayEpochs * stepsPerEpoch)),
});
