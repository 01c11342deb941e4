import type { NodeGroup } from '#shared/project/groups';
import { perform } from '../document/perform';
import { useDocument } from '../document/store';
import classes from './GroupFrame.module.css';
import { NameField } from './NameField';
import { startNaming, useNaming } from './naming';

/** As one step; where nothing is written, it stays as it was. */
function retitle(id: string, typed: string): null {
  if (typed.trim() !== '') perform({ do: 'group.set', id, changes: { title: typed } });
  useDocument.getState().endGesture();
  return null;
}

/** A group's title; a double-click or F2 writes another. */
export function GroupTitle({ group: { id, title } }: { readonly group: NodeGroup }) {
  const naming = useNaming(state => state.naming === id);
  if (naming) {
    return (
      <NameField
        id={id}
        name={title}
        label={`Title of ${title}`}
        maxLength={60}
        spellCheck
        className={classes.writer}
        take={typed => retitle(id, typed)}
      />
    );
  }
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
