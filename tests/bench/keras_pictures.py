"""Keras's image_dataset_from_directory, a pass a step. Argument: the folder."""

import json
import sys
import time

import keras

dataset = keras.utils.image_dataset_from_directory(
    sys.argv[1], image_size=(224, 224), batch_size=32, seed=1, verbose=False
)
for line in sys.stdin:
    milliseconds = []
    for _ in range(int(line.split()[1])):
        began = time.perf_counter()
        for samples, labels in dataset:
            pass
        milliseconds.append((time.perf_counter() - began) * 1000)
    print(json.dumps({"milliseconds": milliseconds}), flush=True)
