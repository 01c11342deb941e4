import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createRandom } from '#main/random/random';
import { judge, noJudgement } from '#main/training/epoch-judge';
import { monitorBetter } from '#shared/training/monitor';
import { TrainingSettings } from '#shared/training/settings';
import { runKeras } from '../keras/run-keras';

/** Keras's own callbacks, told the same values at the end of each epoch. */
const SCRIPT = `
class Optimizer:
    learning_rate = args["learningRate"]

class Model:
    stop_training = False
    optimizer = Optimizer()
    epoch = 0
    def get_weights(self):
        return self.epoch
    def set_weights(self, weights):
        self.restored = weights + 1

model = Model()
stopping = keras.callbacks.EarlyStopping(restore_best_weights=True, **args["stopping"])
plateau = keras.callbacks.ReduceLROnPlateau(**args["plateau"])
for callback in (stopping, plateau):
    callback.set_model(model)
    callback.on_train_begin()
rates = []
for epoch, value in enumerate(args["values"]):
    model.epoch = epoch
    logs = {args["monitor"]: value}
    plateau.on_epoch_end(epoch, dict(logs))
    rates.append(float(model.optimizer.learning_rate))
    if not model.stop_training:
        stopping.on_epoch_end(epoch, dict(logs))
        stopped = epoch + 1 if model.stop_training else None
stopping.on_train_end()
result = {"stopped": stopped, "best": model.restored, "rates": rates}`;
const Answer = z.object({ stopped: z.int().nullable(), best: z.int(), rates: z.array(z.number()) });

const LEARNING_RATE = 0.1;
const EPOCHS = 40;

const cases = [
  { monitor: 'val_loss', patience: 0, minDelta: 0, startFromEpoch: 0, cooldown: 0, plateauPatience: 0 },
  { monitor: 'val_loss', patience: 3, minDelta: 0, startFromEpoch: 0, cooldown: 0, plateauPatience: 2 },
  { monitor: 'val_loss', patience: 2, minDelta: 0.02, startFromEpoch: 0, cooldown: 3, plateauPatience: 2 },
  { monitor: 'loss', patience: 4, minDelta: 0.001, startFromEpoch: 6, cooldown: 1, plateauPatience: 1 },
  { monitor: 'accuracy', patience: 3, minDelta: 0.01, startFromEpoch: 0, cooldown: 2, plateauPatience: 3 },
  { monitor: 'val_accuracy', patience: 5, minDelta: 0, startFromEpoch: 3, cooldown: 0, plateauPatience: 4 },
] as const;

/** Values that become better and then wander, with ties. */
function series(seed: number, better: 'lower' | 'higher'): number[] {
  const random = createRandom(seed, 'series');
  return Array.from({ length: EPOCHS }, (_, i) => {
    const value = 1 / (1 + i / 2) + 0.05 * random.integer(6);
    return better === 'lower' ? value : 1.5 - value;
  });
}

describe.each(cases)('%j', settings => {
  test.each([1, 2, 3])('series %i: stops, restores and lowers the rate when Keras does', async seed => {
    const { monitor, patience, minDelta, startFromEpoch, cooldown, plateauPatience } = settings;
    const better = monitorBetter(monitor);
    const mode = better === 'lower' ? 'min' : 'max';
    const values = series(seed, better);
    const keras = await runKeras(
      SCRIPT,
      {
        monitor,
        values,
        learningRate: LEARNING_RATE,
        // Keras knows a metric's direction by the metric; there is none here.
        stopping: { monitor, mode, patience, min_delta: minDelta, start_from_epoch: startFromEpoch },
        plateau: {
          monitor,
          mode,
          factor: 0.3,
          patience: plateauPatience,
          min_delta: minDelta,
          cooldown,
          min_lr: 0.0005,
        },
      },
      Answer,
    );
    const training = TrainingSettings.parse({
      earlyStopping: { enabled: true, monitor, patience, minDelta, startFromEpoch },
      reduceOnPlateau: {
        enabled: true,
        monitor,
        factor: 0.3,
        patience: plateauPatience,
        minDelta,
        cooldown,
        minLearningRate: 0.0005,
      },
    });
    const name = { val_loss: 'validationLoss', val_accuracy: 'validationAccuracy', loss: 'loss', accuracy: 'accuracy' }[
      monitor
    ];
    let state = noJudgement;
    let [stopped, best]: [number | null, number | null] = [null, null];
    const rates = values.map((value, i) => {
      const learningRate = LEARNING_RATE * state.plateau.scale;
      state = judge(training, state, { [name]: value, epoch: i + 1, step: 10 * (i + 1), learningRate });
      if (stopped === null) best = state.best?.epoch ?? null;
      if (state.stopped) stopped ??= i + 1;
      return LEARNING_RATE * state.plateau.scale;
    });
    expect(stopped).toBe(keras.stopped);
    expect(best).toBe(keras.best);
    expect(rates).toEqual(keras.rates.map(rate => expect.closeTo(rate, 7)));
    expect(keras.stopped).not.toBeNull();
    expect(Math.min(...keras.rates)).toBeLessThan(LEARNING_RATE);
  });
});
