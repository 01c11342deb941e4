import { type NodeProps, NodeResizer } from '@xyflow/react';
import { memo, useRef } from 'react';
import { NOTE_LIMITS } from '#shared/project/place';
import { perform } from '../document/perform';
import { useDocument } from '../document/store';
import classes from './NoteCard.module.css';
import { startNaming, stopNaming, useNaming } from './naming';
import type { NoteNode } from './note-flow';
import { useDraft } from './use-draft';

interface WriterProps {
  readonly id: string;
  readonly text: string;
}

/** Writing in place: kept on leaving or with Ctrl+Enter, as one step; Escape takes back what was there. */
function Writer({ id, text }: WriterProps) {
  const { ref, draft, setDraft } = useDraft<HTMLTextAreaElement>(text);
  const given = useRef(false);
  const leave = (keep: boolean) => {
    if (given.current) return;
    given.current = true;
    if (keep) perform({ do: 'note.set', id, changes: { text: draft } });
    useDocument.getState().endGesture();
    stopNaming(id);
  };
  return (
    <textarea
      ref={ref}
      className={`nodrag nopan nowheel ${classes.writer}`}
      aria-label="Text of the note"
      placeholder="Write a note…"
      value={draft}
      maxLength={NOTE_LIMITS.text}
      onChange={event => setDraft(event.currentTarget.value)}
      onBlur={() => leave(true)}
      onKeyDown={event => {
        event.stopPropagation();
        if (event.key === 'Escape') leave(false);
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) leave(true);
      }}
    />
  );
}

/** A note: a text in a box that is moved and resized like a window. */
export const NoteCard = memo(function NoteCard({ id, selected, data: { note } }: NodeProps<NoteNode>) {
  const writing = useNaming(state => state.naming === id);
  const [smallestWidth] = NOTE_LIMITS.width;
  const [smallestHeight] = NOTE_LIMITS.height;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard writes with F2, as everywhere
    <div
      className={classes.note}
      data-color={note.color ?? 'yellow'}
      data-selected={selected || undefined}
      onDoubleClick={() => startNaming(id)}
    >
      <NodeResizer
        isVisible={selected === true}
        minWidth={smallestWidth}
        minHeight={smallestHeight}
        handleClassName={classes.handle}
        lineClassName={classes.edge}
        onResizeEnd={() => useDocument.getState().endGesture()}
      />
      {writing ? (
        <Writer id={id} text={note.text} />
      ) : (
        <p className={classes.text} data-empty={note.text === '' || undefined}>
          {note.text || 'An empty note: press F2 or double-click to write'}
        </p>
      )}
    </div>
  );
});
