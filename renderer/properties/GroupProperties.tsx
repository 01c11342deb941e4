import { NodeGroup } from '#shared/project/groups';
import { err } from '#shared/result';
import { ActionButton } from '../actions/ActionButton';
import { describeCommandRefusal, type Refusal } from '../document/command';
import { factsAbout, parametersOf, useFacts } from '../document/facts';
import { dispatchHere } from '../document/level';
import { formatCount } from '../ui/format';
import { ColorSwatches } from './ColorSwatches';
import { DraftInput } from './DraftInput';
import { asSetValue } from './FieldControl';
import { Facts, Row, Section } from './parts';
import classes from './properties.module.css';

const reason = (refusal: Refusal): string => describeCommandRefusal(refusal);

/** A group's title and color, what is in it, and what can be done with it as a whole. */
export function GroupProperties({ group: { id, title, nodes, color } }: { readonly group: NodeGroup }) {
  const parameters = useFacts(facts => nodes.reduce((sum, node) => sum + parametersOf(factsAbout(facts, node)), 0));
  return (
    <Section title="Group">
      <Row title="Title">
        <DraftInput
          key={id}
          label="Title of the group"
          text={title}
          accept={typed => {
            const parsed = NodeGroup.shape.title.safeParse(typed.trim());
            if (!parsed.success) return err('A title has 1 to 60 characters.');
            return asSetValue(dispatchHere({ do: 'group.set', id, changes: { title: parsed.data } }), reason);
          }}
        />
      </Row>
      <Row title="Color">
        <ColorSwatches
          label="Color of the group"
          value={color ?? null}
          onPick={picked => dispatchHere({ do: 'nodes.color', ids: [id], color: picked })}
        />
      </Row>
      <Facts
        facts={[
          { name: 'Layers', value: formatCount(nodes.length) },
          { name: 'Parameters', value: formatCount(parameters) },
        ]}
      />
      <div className={classes.tools}>
        <ActionButton id="arrange.collapse" />
        <ActionButton id="arrange.ungroup" />
        <ActionButton id="edit.copy" />
        <ActionButton id="edit.duplicate" />
        <ActionButton id="edit.delete" />
      </div>
    </Section>
  );
}
