"""Keras's train_on_batch on an exported network. Arguments: the .keras file, the batch size."""

import json
import sys
import time

import keras
import numpy as np

model = keras.saving.load_model(sys.argv[1])
batch = int(sys.argv[2])
samples = np.random.rand(batch, *model.input_shape[1:]).astype("float32")
labels = np.arange(batch) % 2
for line in sys.stdin:
    milliseconds = []
    for _ in range(int(line)):
        began = time.perf_counter()
        model.train_on_batch(samples, labels)
        milliseconds.append((time.perf_counter() - began) * 1000)
    print(json.dumps({"milliseconds": milliseconds}), flush=True)
