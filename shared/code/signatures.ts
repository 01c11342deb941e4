import signatures from './keras-signatures.json';

/**
 * The arguments of Keras's constructors in their order, with their defaults: `[name, default]`, or `[name]` where Keras needs
 * one. Written from real Keras by tests/interop/code/keras_signatures.py, and compared with it by the tests there.
 */
export default signatures;
