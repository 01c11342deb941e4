import type { GraphNode } from '#shared/graph/graph';
import { ownerOf } from '#shared/graph/sharing';
import { isNoteId } from '#shared/project/place';
import { ActionButton } from '../actions/ActionButton';
import { colorSelection } from '../actions/selection';
import { describeCommandRefusal, type Refusal } from '../document/command';
import { factsAbout, parametersOf, useFacts } from '../document/facts';
import { dispatchHere, useProjectHere } from '../document/level';
import { formatCount } from '../ui/format';
import { ColorSwatches } from './ColorSwatches';
import { colorOfAll } from './color-of-all';
import { type CommonField, commonFields, setOnAll } from './common-fields';
import { asSetValue, FieldControl } from './FieldControl';
import { FoldedFields } from './FoldedFields';
import type { Field } from './fields';
import { Facts, Row, Section } from './parts';
import classes from './properties.module.css';

const reason = (refusal: Refusal): string =>
  refusal.code === 'param/invalid' ? refusal.message : describeCommandRefusal(refusal);

const TRAINABLE: Field = {
  kind: 'switch',
  name: 'trainable',
  title: 'Trainable',
  description: 'Off: frozen. Training leaves their weights as they are, in every stage.',
};

const tools = [
  ['edit.copy', 'edit.duplicate', 'edit.delete'],
  ['arrange.left', 'arrange.center', 'arrange.right', 'arrange.top', 'arrange.middle', 'arrange.bottom'],
  ['arrange.horizontally', 'arrange.vertically'],
] as const;

function Params({ nodes: chosen }: { nodes: readonly GraphNode[] }) {
  const graph = useProjectHere(here => here.graph);
  const nodes = [...new Set(chosen.map(node => ownerOf(graph.nodes, node.id) ?? node))];
  const common = commonFields(graph, nodes);
  const frozen = nodes.filter(node => node.trainable === false).length;
  const ids = nodes.map(node => node.id);
  const row = ({ field, value, mixed, isSet }: CommonField) => (
    <FieldControl
      key={`${ids.join()} ${field.name}`}
      field={field}
      value={value}
      mixed={mixed}
      isSet={isSet}
      onChange={next => asSetValue(dispatchHere(setOnAll(nodes, field.name, next)), reason)}
    />
  );
  return (
    <>
      <Section title="Parameters">
        {common.length === 0 && <p className={classes.note}>These layers have no parameter in common.</p>}
        {common.filter(({ field }) => field.section === undefined).map(row)}
        <FieldControl
          field={TRAINABLE}
          value={frozen === 0}
          mixed={frozen > 0 && frozen < nodes.length}
          isSet
          onChange={value => asSetValue(dispatchHere({ do: 'nodes.freeze', ids, frozen: value === false }), reason)}
        />
      </Section>
      <FoldedFields
        name={ids.join()}
        rows={common}
        fieldOf={({ field }) => field}
        isSet={({ isSet }) => isSet}
        draw={row}
      />
    </>
  );
}

/** Several nodes or notes at once: what they have in common is edited in all of them, as one step. */
export function ManyProperties({ nodes, ids }: { nodes: readonly GraphNode[]; ids: readonly string[] }) {
  const project = useProjectHere(here => here);
  const parameters = useFacts(facts => nodes.reduce((sum, { id }) => sum + parametersOf(factsAbout(facts, id)), 0));
  const noteCount = ids.filter(isNoteId).length;
  return (
    <>
      <div className={classes.manyHead}>
        <p>
          {nodes.length} layers selected
          {noteCount > 0 && `, ${noteCount} ${noteCount === 1 ? 'note' : 'notes'}`}
        </p>
      </div>
      <Section title="Together">
        {tools.map(row => (
          <div key={row[0]} className={classes.tools}>
            {row.map(id => (
              <ActionButton key={id} id={id} />
            ))}
          </div>
        ))}
        <Row title="Color">
          <ColorSwatches label="Color of the selection" value={colorOfAll(project, ids)} onPick={colorSelection} />
        </Row>
        <Facts facts={[{ name: 'Parameters', value: formatCount(parameters) }]} />
      </Section>
      {nodes.length > 0 && <Params nodes={nodes} />}
    </>
  );
}
