import type { LayerFactory } from '#shared/layers/define';
import type { Tensor } from '../tensorflow';
import { activationLayer, type LayerKit, onlyTensor } from './kit';

export const coreLayers = ({
  tf,
  ops,
  withBias,
}: LayerKit): Pick<LayerFactory, 'dense' | 'embedding' | 'activation'> => ({
  activation: args => activationLayer(tf, args),
  dense(args) {
    const layer = tf.layers.dense({ ...args, kernelInitializer: 'zeros', biasInitializer: 'zeros' });
    withBias(layer, args.activation, (input, kernel) => {
      if (input.rank <= 2) return tf.matMul(input, kernel);
      const features = input.shape.at(-1) ?? 1;
      const rows = tf.matMul(tf.reshape(input, [-1, features]), kernel);
      return tf.reshape(rows, [...input.shape.slice(0, -1), args.units]);
    });
    return layer;
  },
  embedding(args) {
    const layer = tf.layers.embedding({ ...args, embeddingsInitializer: 'zeros' });
    /** tfjs's own gather reads the indices to check them, which no recording can. */
    const lookUp = (table: Tensor, indices: Tensor): Tensor =>
      tf.customGrad((...inputs) => {
        const [rows, save] = inputs;
        if (!(rows instanceof tf.Tensor)) throw new Error('An embedding looks up in a table.');
        if (typeof save !== 'function') throw new Error('tfjs gave no way to save tensors.');
        save([indices]);
        const gradFunc = (dy: Tensor, [at = indices]: Tensor[]): Tensor => ops.scatterRows(dy, at, args.inputDim);
        return { value: ops.gatherRows(rows, indices), gradFunc };
      })(table);
    layer.call = inputs => {
      const input = onlyTensor(inputs);
      const [table] = layer.weights;
      if (!table) throw new Error(`Layer ${layer.name} was called before it was built.`);
      const indices = tf.cast(tf.reshape(input, [-1]), 'int32');
      return tf.reshape(lookUp(table.read(), indices), [...input.shape, args.outputDim]);
    };
    return layer;
  },
});
