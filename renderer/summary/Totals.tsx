import type { GraphAnalysis } from '#shared/graph/analyze';
import { BYTES_PER_VALUE } from '#shared/graph/memory';
import { formatBytes, formatCount } from '../ui/format';
import classes from './summary.module.css';

/** What the whole network costs, below the table. */
export function Totals({ analysis, batchSize }: { analysis: GraphAnalysis; batchSize: number }) {
  const { parameters, trainableParameters, multiplyAdds, keptValues, peakValues } = analysis;
  const bytes = (values: number) => formatBytes(values * BYTES_PER_VALUE);
  const totals = [
    ['Parameters', `${formatCount(parameters)} (${bytes(parameters)})`, 'The size of the weights as float32.'],
    ['Trainable', formatCount(trainableParameters), 'Those of the layers that are not frozen.'],
    ['Multiply-adds', formatCount(multiplyAdds), "For one sample's forward pass."],
    [
      `Training, batch of ${formatCount(batchSize)}`,
      bytes(keptValues * batchSize),
      'What the layers put out and training keeps for the backward pass, as float32; weights, gradients and what TensorFlow needs while it computes come on top.',
    ],
    ['Predicting', bytes(peakValues), 'The most that one sample needs at once on its way through the network.'],
  ] as const;
  return (
    <dl className={classes.totals} aria-label="Totals">
      {totals.map(([name, value, meaning]) => (
        <div key={name} title={meaning}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
