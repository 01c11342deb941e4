import { type NodeAnalysis, parameterCount } from '#shared/graph/analyze';
import { BLOCK } from '#shared/graph/block';
import type { GraphNode } from '#shared/graph/graph';
import { BYTES_PER_VALUE } from '#shared/graph/memory';
import { elementCount, formatShape } from '#shared/graph/shape';
import type { LayerAnalysis } from '#shared/layers/define';
import { factsAbout, type Facts as Known, parametersOf, useFacts } from '../document/facts';
import { useProjectHere } from '../document/level';
import { useDocument } from '../document/store';
import { explainField, formatField } from '../summary/describe-field';
import { formatBytes, formatCount } from '../ui/format';
import { Facts, Section } from './parts';
import classes from './properties.module.css';

function Weights({ analysis }: { analysis: LayerAnalysis }) {
  if (analysis.weights.length === 0) return null;
  return (
    <Section title="Weights">
      <table className={classes.weights}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Shape</th>
            <th scope="col">Count</th>
          </tr>
        </thead>
        <tbody>
          {analysis.weights.map(weight => (
            <tr key={weight.name}>
              <td>{weight.name}</td>
              <td>{weight.shape.join(' × ')}</td>
              <td>{formatCount(elementCount(weight.shape))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              Parameters
            </th>
            <td>{formatCount(parameterCount(analysis))}</td>
          </tr>
        </tfoot>
      </table>
    </Section>
  );
}

const MEMORY = 'What it keeps of a batch from the forward to the backward pass, as float32.';

const sum = (layers: readonly NodeAnalysis[], of: (layer: NodeAnalysis) => number): number =>
  layers.reduce((total, layer) => total + of(layer), 0);

/** The shapes that arrive at a node, in the order of its wires. */
function useInputs(node: GraphNode) {
  const edges = useProjectHere(({ graph }) => graph.edges);
  return useFacts((facts: Known) => {
    const layer = node.type === BLOCK ? undefined : factsAbout(facts, node.id).layers[0];
    const fed = edges.map(({ from, to }) => (to === node.id ? factsAbout(facts, from).output : undefined));
    return layer?.inputs ?? fed.filter(shape => shape !== undefined);
  });
}

/** What arrives at a node, what leaves it, and what that costs; of a block all that lies in it together. */
export function NodeShapes({ node }: { node: GraphNode }) {
  const { output, layers } = useFacts(facts => factsAbout(facts, node.id));
  const inputs = useInputs(node);
  const batchSize = useDocument(state => state.project.training.batchSize);
  const isBlock = node.type === BLOCK;
  const known = isBlock ? undefined : layers[0];
  const memory = sum(layers, layer => layer.keptValues);
  const multiplyAdds = sum(layers, layer => layer.analysis?.multiplyAdds ?? 0);
  return (
    <>
      <Section title="Shapes">
        <Facts
          facts={[
            ...inputs.map((shape, index, all) => ({
              name: all.length > 1 ? `Input ${index + 1}` : 'Input',
              value: formatShape(shape),
            })),
            { name: 'Output', value: output ? formatShape(output) : 'not known yet' },
            ...(known?.field && known.field.length > 0
              ? [{ name: 'Receptive field', value: formatField(known.field), title: explainField(known.field) }]
              : []),
            ...(isBlock
              ? [
                  { name: 'Layers', value: formatCount(layers.length) },
                  { name: 'Parameters', value: formatCount(parametersOf({ layers })) },
                ]
              : []),
            ...(layers.some(({ analysis }) => analysis)
              ? [
                  {
                    name: `Memory, batch of ${formatCount(batchSize)}`,
                    value: formatBytes(memory * batchSize * BYTES_PER_VALUE),
                    title: MEMORY,
                  },
                ]
              : []),
            ...(multiplyAdds > 0 ? [{ name: 'Multiply-adds', value: formatCount(multiplyAdds) }] : []),
          ]}
        />
      </Section>
      {known?.analysis && <Weights analysis={known.analysis} />}
    </>
  );
}
