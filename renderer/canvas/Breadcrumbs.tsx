import { IconChevronRight } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { ActionButton } from '../actions/ActionButton';
import { leaveBlock } from '../blocks/navigate';
import { placesOf } from '../document/block-definitions';
import { useLevel } from '../document/level';
import { useDocument } from '../document/store';
import classes from './canvas.module.css';

/** Above the canvas while a block is open: the way to it, each part leading back. */
export function Breadcrumbs() {
  const titles = useLevel(useShallow(level => level.titles));
  const block = useLevel(level => level.block);
  const places = useDocument(({ project }) => (block === null ? 0 : placesOf(project.graph, block)));
  if (block === null) return null;
  const parts = ['Network', ...titles];
  return (
    <nav className={classes.crumbs} aria-label="Open block">
      <ActionButton id="block.leave" size={24} />
      <ol>
        {parts.map((title, index) => {
          const levels = parts.length - 1 - index;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place on the way
            <Fragment key={index}>
              {index > 0 && (
                <li aria-hidden>
                  <IconChevronRight size={13} />
                </li>
              )}
              <li>
                {levels === 0 ? (
                  <span aria-current="page">{title}</span>
                ) : (
                  <button type="button" onClick={() => leaveBlock(levels)}>
                    {title}
                  </button>
                )}
              </li>
            </Fragment>
          );
        })}
      </ol>
      {places > 1 && <span className={classes.crumbNote}>placed {places} times: all change with it</span>}
    </nav>
  );
}
