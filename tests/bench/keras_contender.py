"""Keras's train_on_batch and evaluate on an exported network.

Arguments: the .keras file, the batch size, samples to evaluate, how many at once, and the policy that layers compute by. The first step includes the building of its
graph, not the loading of the network. A line on stdin is a task and how often; it is answered by a line of JSON.
"""

import json
import sys
import time

import keras
import numpy as np

batch, evaluated, at_once = (int(argument) for argument in sys.argv[2:5])
loaded = keras.saving.load_model(sys.argv[1])


def under_policy(layer):
    return type(layer).from_config({**layer.get_config(), "dtype": sys.argv[5]})


model = keras.models.clone_model(loaded, clone_function=under_policy)
model.set_weights(loaded.get_weights())
model.compile_from_config(loaded.get_compile_config())


rows = [layer.input_dim for layer in model.layers if isinstance(layer, keras.layers.Embedding)]


def random(count):
    samples = min(rows, default=1) * np.random.rand(count, *model.input_shape[1:])
    return samples.astype("float32"), np.arange(count) % 2


samples, labels = random(batch)
validation = random(evaluated)


def take_step():
    model.train_on_batch(samples, labels)


works = {
    "ready": lambda: None,
    "first": take_step,
    "step": take_step,
    "evaluate": lambda: model.evaluate(*validation, batch_size=at_once, verbose=0),
}
for line in sys.stdin:
    task, count = line.split()
    milliseconds = []
    for _ in range(int(count)):
        began = time.perf_counter()
        works[task]()
        milliseconds.append((time.perf_counter() - began) * 1000)
    print(json.dumps({"milliseconds": milliseconds}), flush=True)
