"""Runs Python with real Keras for the interop tests: one process for each worker of the suite, since importing Keras takes seconds.

Listens on a loopback port, prints {"port": ...} and serves one JSON line at a time:
    {"token": ..., "script": ..., "args": ...}  ->  {"ok": true, "value": ...} | {"ok": false, "error": traceback}
A script sees `args`, `keras`, `np`, and the two functions below, and leaves its answer in `result`.
Ends when its standard input closes, and so with whoever started it.
"""

import base64
import json
import os
import socketserver
import sys
import threading
import traceback

import keras
import numpy as np


def to_array(tensor):
    """The NumPy array of {"dtype", "shape", "base64"}: little-endian values in row-major order."""
    values = np.frombuffer(base64.b64decode(tensor["base64"]), np.dtype(tensor["dtype"]).newbyteorder("<"))
    return values.reshape(tensor["shape"])


def from_array(array):
    """The reverse of to_array, for what goes into `result`. Keras tensors too."""
    array = np.asarray(array)
    little = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
    return {
        "dtype": array.dtype.name,
        "shape": list(array.shape),
        "base64": base64.b64encode(little.tobytes()).decode("ascii"),
    }


def run(script, args):
    # Without its collection of garbage, which takes a fifth of a second: Python collects by itself.
    keras.utils.clear_session(free_memory=False)
    names = {"args": args, "keras": keras, "np": np, "to_array": to_array, "from_array": from_array}
    exec(compile(script, "<script>", "exec"), names)
    return names["result"]


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write((json.dumps(self.answer(line)) + "\n").encode())

    def answer(self, line):
        try:
            request = json.loads(line)
            if request["token"] != os.environ["RECEPTIVE_KERAS_TOKEN"]:
                return {"ok": False, "error": "The token is wrong."}
            return {"ok": True, "value": run(request["script"], request["args"])}
        except Exception:
            return {"ok": False, "error": traceback.format_exc()}


if __name__ == "__main__":
    # One connection at a time: Keras keeps global state.
    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(json.dumps({"port": server.server_address[1]}), flush=True)
        sys.stdin.read()
