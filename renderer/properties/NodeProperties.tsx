import { memo, useId } from 'react';
import { parameterCount } from '#shared/graph/analyze';
import type { GraphNode, NodeId } from '#shared/graph/graph';
import { BYTES_PER_VALUE } from '#shared/graph/memory';
import { elementCount, formatShape } from '#shared/graph/shape';
import { ownerOf } from '#shared/graph/sharing';
import { layers } from '#shared/layers/catalogue';
import type { LayerAnalysis } from '#shared/layers/define';
import { err, ok } from '#shared/result';
import { renameNode } from '../canvas/NodeName';
import { useCheckFor } from '../document/check';
import { describeCommandRefusal, type ParamValue, type Refusal } from '../document/command';
import { useDocument } from '../document/store';
import { FixButtons } from '../problems/FixButtons';
import { sentence } from '../problems/sentence';
import { explainField, formatField } from '../summary/describe-field';
import { formatBytes, formatCount } from '../ui/format';
import { LayerIcon } from '../ui/LayerIcon';
import { asSetValue, FieldControl } from './FieldControl';
import { type Field, fieldsOfSchema } from './fields';
import { MeasureButton } from './MeasureButton';
import { NodeMarks } from './NodeMarks';
import { Facts, Section } from './parts';
import classes from './properties.module.css';
import { SharedWeights } from './SharedWeights';
import { WholeInput } from './WholeInput';
import { WhyParameters } from './WhyParameters';

const dispatch = useDocument.getState().dispatch;

/** In the field itself the place is plain: only the reason is said. */
const reason = (refusal: Refusal): string =>
  refusal.code === 'param/invalid' ? refusal.message : describeCommandRefusal(refusal);

function rename(id: NodeId, to: string) {
  const problem = renameNode(id, to);
  return problem === null ? ok(null) : err(problem);
}

interface ParamProps {
  readonly id: NodeId;
  readonly field: Field;
  readonly value: ParamValue | undefined;
  readonly isSet: boolean;
}

/** A key in one field leaves the others as they are drawn. */
const Param = memo(function Param({ id, field, value, isSet }: ParamProps) {
  return (
    <FieldControl
      field={field}
      value={value}
      isSet={isSet}
      onChange={next => asSetValue(dispatch({ do: 'param.set', id, param: field.name, value: next }), reason)}
    />
  );
});

function Params({ node: { id, params }, fields }: { node: GraphNode; fields: readonly Field[] }) {
  return fields.map(field => (
    <Param
      key={`${id} ${field.name}`}
      id={id}
      field={field}
      value={params[field.name] ?? field.initial}
      isSet={field.name in params}
    />
  ));
}

const Trainable = memo(function Trainable({ id, value }: { id: NodeId; value: boolean }) {
  return (
    <FieldControl
      field={TRAINABLE}
      value={value}
      isSet
      onChange={next => asSetValue(dispatch({ do: 'nodes.freeze', ids: [id], frozen: next === false }), reason)}
    />
  );
});

const Name = memo(function Name({ id }: { id: NodeId }) {
  const nameId = useId();
  return (
    <div className={classes.field}>
      <label className={classes.label} htmlFor={nameId}>
        Name
      </label>
      <div className={classes.control}>
        <WholeInput id={nameId} key={id} label="Name" value={id} accept={text => rename(id, text)} />
      </div>
    </div>
  );
});

const TRAINABLE: Field = {
  kind: 'switch',
  name: 'trainable',
  title: 'Trainable',
  description: 'Off: frozen. Training leaves its weights as they are, in every stage.',
  initial: true,
};

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

/** The selected node: its parameters, its shapes, its weights, and what is wrong with it. */
export function NodeProperties({ node }: { node: GraphNode }) {
  const batchSize = useDocument(state => state.project.training.batchSize);
  const layer = layers.get(node.type);
  const known = useCheckFor(({ nodes }) => nodes.get(node.id));
  // A layer that is used several times has one set of parameters, which can be edited at each use.
  const owner = useDocument(state => ownerOf(state.project.graph.nodes, node.id)) ?? node;
  const weights = useCheckFor(({ nodes }) => nodes.get(owner.id)?.analysis);
  const problems = useCheckFor(check => check.problems).filter(problem => problem.node === node.id);
  const fields = layer ? fieldsOfSchema(layer.params) : [];
  const output = known?.analysis?.output;
  return (
    <>
      <header className={classes.header}>
        <LayerIcon type={node.type} category={layer?.category ?? 'core'} size={30} />
        <div>
          <h2>{layer?.title ?? node.type}</h2>
          <p>{layer?.summary ?? 'No layer of this type is known.'}</p>
        </div>
      </header>
      {problems.map(problem => (
        <div key={problem.cause.code} className={classes.problem} data-severity={problem.severity}>
          <p>{sentence(problem)}</p>
          <FixButtons problem={problem} />
        </div>
      ))}
      <Section title="Parameters">
        <Name id={node.id} />
        <Params node={owner} fields={fields} />
        {layer?.measured && <MeasureButton node={owner} />}
        {weights && parameterCount(weights, 'trainable') > 0 && (
          <Trainable id={owner.id} value={owner.trainable !== false} />
        )}
      </Section>
      <SharedWeights id={node.id} />
      <Section title="Shapes">
        <Facts
          facts={[
            ...(known?.inputs ?? []).map((shape, index, all) => ({
              name: all.length > 1 ? `Input ${index + 1}` : 'Input',
              value: formatShape(shape),
            })),
            { name: 'Output', value: output ? formatShape(output) : 'not known yet' },
            ...(known?.field && known.field.length > 0
              ? [{ name: 'Receptive field', value: formatField(known.field), title: explainField(known.field) }]
              : []),
            ...(known?.analysis
              ? [
                  {
                    name: `Memory, batch of ${formatCount(batchSize)}`,
                    value: formatBytes(known.keptValues * batchSize * BYTES_PER_VALUE),
                    title: MEMORY,
                  },
                ]
              : []),
            ...(known?.analysis && known.analysis.multiplyAdds > 0
              ? [{ name: 'Multiply-adds', value: formatCount(known.analysis.multiplyAdds) }]
              : []),
          ]}
        />
      </Section>
      {known?.analysis && <Weights analysis={known.analysis} />}
      <NodeMarks id={node.id} />
      <WhyParameters id={node.id} />
    </>
  );
}
