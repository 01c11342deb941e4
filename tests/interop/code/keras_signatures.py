"""The constructors of Keras's layers, regularizers and the like: their arguments in order, with defaults, as JSON.

Seen from a script of `runKeras`: leaves in `result` what shared/code/keras-signatures.json holds.
"""

import inspect

import keras

COMMON = {"self", "kwargs", "args", "dtype", "name", "trainable", "autocast"}
GROUPS = {"layers": keras.layers.Layer, "regularizers": keras.regularizers.Regularizer}
GROUPS["constraints"] = keras.constraints.Constraint
GROUPS["initializers"] = keras.initializers.Initializer


def plain(value):
    """A default as JSON has it; what JSON has not stands for something that has to be written out."""
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else repr(value)


def arguments(cls):
    parameters = inspect.signature(cls.__init__).parameters.values()
    named = [p for p in parameters if p.name not in COMMON and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
    return [[p.name] if p.default is p.empty else [p.name, plain(p.default)] for p in named]


result = {
    group: {
        name: arguments(cls)
        for name, cls in sorted(vars(getattr(keras, group)).items())
        if inspect.isclass(cls) and issubclass(cls, base)
    }
    for group, base in GROUPS.items()
}
