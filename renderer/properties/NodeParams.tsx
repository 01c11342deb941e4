import { memo, useId } from 'react';
import type { GraphNode, NodeId } from '#shared/graph/graph';
import { ownerOf } from '#shared/graph/sharing';
import { layers } from '#shared/layers/catalogue';
import { err, ok } from '#shared/result';
import { renameNode } from '../canvas/NodeName';
import { describeCommandRefusal, type ParamValue, type Refusal } from '../document/command';
import { factsAbout, parametersOf, useFacts } from '../document/facts';
import { dispatchHere, useProjectHere } from '../document/level';
import { fieldsOfNode } from './common-fields';
import { asSetValue, FieldControl } from './FieldControl';
import { FoldedFields } from './FoldedFields';
import type { Field } from './fields';
import { MeasureButton } from './MeasureButton';
import { Section } from './parts';
import classes from './properties.module.css';
import { ShowOnBlock } from './ShowOnBlock';
import { WholeInput } from './WholeInput';

/** In the field itself the place is plain: only the reason is said. */
const reason = (refusal: Refusal): string =>
  refusal.code === 'param/invalid' ? refusal.message : describeCommandRefusal(refusal);

function rename(id: NodeId, to: string) {
  const problem = renameNode(id, to);
  return problem === null ? ok(null) : err(problem);
}

const TRAINABLE: Field = {
  kind: 'switch',
  name: 'trainable',
  title: 'Trainable',
  description: 'Off: frozen. Training leaves its weights as they are, in every stage.',
  initial: true,
};

const Trainable = memo(function Trainable({ id, value }: { id: NodeId; value: boolean }) {
  return (
    <FieldControl
      field={TRAINABLE}
      value={value}
      isSet
      onChange={next => asSetValue(dispatchHere({ do: 'nodes.freeze', ids: [id], frozen: next === false }), reason)}
    />
  );
});

interface ParamProps {
  readonly id: NodeId;
  readonly field: Field;
  readonly value: ParamValue | undefined;
  readonly isSet: boolean;
}

/** A key in one field leaves the others as they are drawn. */
const Param = memo(function Param({ id, field, value, isSet }: ParamProps) {
  return (
    <div className={classes.showable}>
      <FieldControl
        field={field}
        value={value}
        isSet={isSet}
        onChange={next => asSetValue(dispatchHere({ do: 'param.set', id, param: field.name, value: next }), reason)}
      />
      <ShowOnBlock node={id} field={field} />
    </div>
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

/** A node's name and all that can be set on it; inside a block each parameter can be shown outside. */
export function NodeParams({ node }: { node: GraphNode }) {
  const graph = useProjectHere(here => here.graph);
  // A layer that is used several times has one set of parameters, which can be edited at each use.
  const owner = ownerOf(graph.nodes, node.id) ?? node;
  const fields = fieldsOfNode(graph, owner);
  const learns = useFacts(facts => parametersOf(factsAbout(facts, owner.id), 'trainable') > 0);
  const row = (field: Field) => (
    <Param
      key={`${owner.id} ${field.name}`}
      id={owner.id}
      field={field}
      value={owner.params[field.name] ?? field.initial}
      isSet={field.name in owner.params}
    />
  );
  return (
    <>
      <Section title="Parameters">
        <Name id={node.id} />
        {fields.filter(({ section }) => section === undefined).map(row)}
        {layers.get(owner.type)?.measured && <MeasureButton node={owner} />}
        {learns && <Trainable id={owner.id} value={owner.trainable !== false} />}
      </Section>
      <FoldedFields
        name={owner.id}
        rows={fields}
        fieldOf={field => field}
        isSet={({ name }) => name in owner.params}
        draw={row}
      />
    </>
  );
}
