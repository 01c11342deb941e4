import { Textarea } from '@mantine/core';
import { useId } from 'react';
import { NOTE_LIMITS, type Note } from '#shared/project/place';
import { describeCommandRefusal, type Refusal } from '../document/command';
import { useDocument } from '../document/store';
import { ColorSwatches } from './ColorSwatches';
import { DraftInput } from './DraftInput';
import { asSetValue } from './FieldControl';
import { parseNumber } from './parse-field';
import { Row, Section } from './parts';
import classes from './properties.module.css';

const dispatch = useDocument.getState().dispatch;
const reason = (refusal: Refusal): string => describeCommandRefusal(refusal);

/** A note's text, size and color, for those who do not use the mouse, too. */
export function NoteProperties({ note }: { note: Note }) {
  const textId = useId();
  const size = (name: 'width' | 'height', title: string) => {
    const [minimum, maximum] = NOTE_LIMITS[name];
    return (
      <Row title={title}>
        <DraftInput
          key={`${note.id} ${name}`}
          label={title}
          text={String(note[name])}
          accept={typed => {
            const parsed = parseNumber(typed, { integer: true, minimum, maximum });
            if (!parsed.ok) return parsed;
            return asSetValue(dispatch({ do: 'note.set', id: note.id, changes: { [name]: parsed.value } }), reason);
          }}
        />
      </Row>
    );
  };
  return (
    <Section title="Note">
      <label className={classes.label} htmlFor={textId}>
        Text
      </label>
      <Textarea
        id={textId}
        size="xs"
        autosize
        minRows={3}
        maxRows={14}
        maxLength={NOTE_LIMITS.text}
        value={note.text}
        onChange={event => dispatch({ do: 'note.set', id: note.id, changes: { text: event.currentTarget.value } })}
        onBlur={() => useDocument.getState().endGesture()}
        mb={8}
      />
      <Row title="Color">
        <ColorSwatches
          label="Color of the note"
          value={note.color ?? null}
          onPick={color => dispatch({ do: 'nodes.color', ids: [note.id], color })}
        />
      </Row>
      {size('width', 'Width')}
      {size('height', 'Height')}
    </Section>
  );
}
