import { defineSchedule, epochs, share } from './define';

/** Keras's `ExponentialDecay`. */
export const exponentialDecay = defineSchedule({
  type: 'exponentialDecay',
  title: 'Exponential decay',
  summary: "Starts at the optimizer's learning rate and falls by the same factor in the same time.",
  settings: {
    decayRate: share('Factor', 0.5, 'What the learning rate is multiplied by in that time.'),
    decayEpochs: epochs('Every', 1, 'How long it takes to fall by the factor once.'),
  },
  rate: ({ decayRate, decayEpochs }, step, { learningRate, stepsPerEpoch }) =>
    learningRate * decayRate ** (step / (decayEpochs * stepsPerEpoch)),
});
