import { Textarea } from '@mantine/core';
import { useId } from 'react';
import type { NodeId } from '#shared/graph/graph';
import { useDocument } from '../document/store';
import { ColorSwatches } from './ColorSwatches';
import { Row, Section } from './parts';
import classes from './properties.module.css';

const dispatch = useDocument.getState().dispatch;

/** How a node's author marks it: with a color, and with a note that its card shows under the pointer. */
export function NodeMarks({ id }: { id: NodeId }) {
  const noteId = useId();
  const place = useDocument(state => state.project.layout[id]);
  return (
    <Section title="Marks">
      <Row title="Color">
        <ColorSwatches
          label={`Color of ${id}`}
          value={place?.color ?? null}
          onPick={color => dispatch({ do: 'nodes.color', ids: [id], color })}
        />
      </Row>
      <label className={classes.label} htmlFor={noteId}>
        Note
      </label>
      <Textarea
        id={noteId}
        size="xs"
        autosize
        minRows={1}
        maxRows={8}
        maxLength={2000}
        placeholder="What is to be said of this layer"
        value={place?.note ?? ''}
        onChange={event => dispatch({ do: 'node.annotate', id, text: event.currentTarget.value })}
        onBlur={() => useDocument.getState().endGesture()}
      />
    </Section>
  );
}
