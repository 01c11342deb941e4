import { Textarea } from '@mantine/core';
import { memo, useId } from 'react';
import type { NodeId } from '#shared/graph/graph';
import { dispatchHere, useProjectHere } from '../document/level';
import { useDocument } from '../document/store';
import { ColorSwatches } from './ColorSwatches';
import { Row, Section } from './parts';
import classes from './properties.module.css';

/** How a node's author marks it: with a color, and with a note that its card shows under the pointer. */
export const NodeMarks = memo(function NodeMarks({ id }: { id: NodeId }) {
  const noteId = useId();
  const color = useProjectHere(({ layout }) => layout[id]?.color ?? null);
  const note = useProjectHere(({ layout }) => layout[id]?.note ?? '');
  return (
    <Section title="Marks">
      <Row title="Color">
        <ColorSwatches
          label={`Color of ${id}`}
          value={color}
          onPick={color => dispatchHere({ do: 'nodes.color', ids: [id], color })}
        />
      </Row>
      <label className={classes.label} htmlFor={noteId}>
        Note
      </label>
      <Textarea
        id={noteId}
        data-note
        size="xs"
        autosize
        minRows={1}
        maxRows={8}
        maxLength={2000}
        placeholder="What is to be said of this layer"
        value={note}
        onChange={event => dispatchHere({ do: 'node.annotate', id, text: event.currentTarget.value })}
        onBlur={() => useDocument.getState().endGesture()}
      />
    </Section>
  );
});
