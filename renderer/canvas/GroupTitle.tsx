import { useRef } from 'react';
import type { NodeGroup } from '#shared/project/groups';
import { perform } from '../document/perform';
import { useDocument } from '../document/store';
import classes from './GroupFrame.module.css';
import { startNaming, stopNaming, useNaming } from './naming';
import { useDraft } from './use-draft';

/** Kept on Enter and on leaving, as one step; Escape, or nothing written, takes back what was there. */
function Writer({ id, title }: { readonly id: string; readonly title: string }) {
  const { ref, draft, setDraft } = useDraft<HTMLInputElement>(title);
  const left = useRef(false);
  const leave = (keep: boolean) => {
    if (left.current) return;
    left.current = true;
    const frame = ref.current?.closest<HTMLElement>('.react-flow__node');
    if (keep && draft.trim() !== '') perform({ do: 'group.set', id, changes: { title: draft } });
    useDocument.getState().endGesture();
    stopNaming(id);
    frame?.focus({ preventScroll: true });
  };
  return (
    <input
      ref={ref}
      className={`nodrag nopan ${classes.writer}`}
      aria-label={`Title of ${title}`}
      value={draft}
      size={Math.max(8, draft.length)}
      maxLength={60}
      autoComplete="off"
      onChange={event => setDraft(event.currentTarget.value)}
      onBlur={() => leave(true)}
      onDoubleClick={event => event.stopPropagation()}
      onKeyDown={event => {
        event.stopPropagation();
        if (event.key === 'Enter') leave(true);
        if (event.key === 'Escape') leave(false);
      }}
    />
  );
}

/** A group's title; a double-click or F2 writes another. */
export function GroupTitle({ group: { id, title } }: { readonly group: NodeGroup }) {
  const naming = useNaming(state => state.naming === id);
  if (naming) return <Writer id={id} title={title} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard renames with F2, as everywhere
    <span
      className={classes.title}
      title={`${title}: double-click to rename`}
      onDoubleClick={event => {
        event.stopPropagation();
        startNaming(id);
      }}
    >
      {title}
    </span>
  );
}
