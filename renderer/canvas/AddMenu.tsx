import { useClickOutside } from '@mantine/hooks';
import { useState } from 'react';
import { CARD } from '#shared/layout/card';
import { useView } from '../app/view';
import { addAt, addAtWire, type Edit, inputPort, insertOnEdge, type Kind, newNode } from '../document/edits';
import { currentLevel, projectHere, useLevel } from '../document/level';
import { performEdit } from '../document/perform';
import { addLayer } from '../palette/add-layer';
import { type KindEntry, kindEntries, wordsOf } from '../palette/kinds';
import { CATEGORY_TITLES } from '../ui/categories';
import { fuzzyFilter } from '../ui/fuzzy';
import { LayerIcon } from '../ui/LayerIcon';
import { Listbox } from '../ui/Listbox';
import classes from './canvas.module.css';
import { type AddMenuState, type AddTarget, useCanvas } from './canvas-state';
import { focusCard } from './focus-card';

const WIDTH = 290;
const HEIGHT = 380;

/** What fits: all where nothing is joined, what takes an input behind a wire or in its middle, anything before it. */
function offered(target: AddTarget, all: readonly KindEntry[]): readonly KindEntry[] {
  if (target.kind === 'free' || (target.kind === 'wire' && target.end === 'input')) return all;
  const project = projectHere();
  return all.filter(({ kind }) => inputPort(project, newNode(project, kind)) !== undefined);
}

function edit(kind: Kind, { target, at }: AddMenuState): Edit {
  const { project } = currentLevel();
  switch (target.kind) {
    case 'free':
      return addAt(project, kind, at);
    case 'edge':
      return insertOnEdge(project, target.edge, newNode(project, kind));
    case 'wire': {
      // The new card hangs from the wire's end: its port lies where the wire was let go.
      const half = CARD.height / 2;
      return addAtWire(project, kind, target, { x: at.x, y: at.y + (target.end === 'output' ? half : -half) });
    }
  }
}

const hints: Readonly<Record<AddTarget['kind'], string>> = {
  free: 'Add a layer',
  wire: 'Connect to a new layer',
  edge: 'Insert a layer here',
};

/** The search palette on the canvas: where a double-click, a loose wire or a wire's + asked for a layer. */
export function AddMenu() {
  const menu = useCanvas(state => state.addMenu);
  // A new place is a new search.
  return menu && <Menu key={`${menu.screen.x} ${menu.screen.y}`} menu={menu} />;
}

const close = () => useCanvas.setState({ addMenu: null });

function Menu({ menu }: { menu: AddMenuState }) {
  const [query, setQuery] = useState('');
  const ref = useClickOutside(close);
  const all = useLevel(kindEntries);
  const found = fuzzyFilter(offered(menu.target, all), query, wordsOf);
  const left = Math.min(menu.screen.x, window.innerWidth - WIDTH - 8);
  const top = Math.max(8, Math.min(menu.screen.y, window.innerHeight - HEIGHT - 8));
  return (
    <div
      ref={ref}
      className={classes.addMenu}
      style={{ left, top }}
      role="dialog"
      aria-label={hints[menu.target.kind]}
      onKeyDown={event => {
        if (event.key === 'Escape') close();
        event.stopPropagation();
      }}
    >
      <Listbox
        label="Layers"
        placeholder={`${hints[menu.target.kind]}…`}
        query={query}
        onQuery={setQuery}
        items={found}
        keyOf={entry => entry.key}
        none="No layer has this name."
        onPick={({ kind }) => {
          close();
          const added = menu.pointed ? performEdit(edit(kind, menu)) : addLayer(kind);
          const [id] = useView.getState().selectedNodes;
          if (added && id !== undefined) focusCard(id);
        }}
        render={({ type, category, title }) => (
          <>
            <LayerIcon type={type} category={category} size={20} />
            <span>{title}</span>
            <span className={classes.addCategory}>{CATEGORY_TITLES[category]}</span>
          </>
        )}
      />
    </div>
  );
}
