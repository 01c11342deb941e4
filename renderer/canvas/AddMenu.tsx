import { useClickOutside } from '@mantine/hooks';
import { useState } from 'react';
import { layers } from '#shared/layers/catalogue';
import type { LayerDefinition } from '#shared/layers/define';
import { CARD } from '#shared/layout/card';
import { useView } from '../app/view';
import { addAt, addAtWire, type Edit, inputPort, insertOnEdge, newNode, typesForWire } from '../document/edits';
import { performEdit } from '../document/perform';
import { useDocument } from '../document/store';
import { addLayer } from '../palette/add-layer';
import { CATEGORY_TITLES } from '../ui/categories';
import { fuzzyFilter } from '../ui/fuzzy';
import { LayerIcon } from '../ui/LayerIcon';
import { Listbox } from '../ui/Listbox';
import classes from './canvas.module.css';
import { type AddMenuState, type AddTarget, useCanvas } from './canvas-state';
import { focusCard } from './focus-card';

const WIDTH = 290;
const HEIGHT = 380;

function offered(target: AddTarget): readonly LayerDefinition[] {
  const all = [...layers.values()];
  if (target.kind === 'free') return all;
  const fitting = target.kind === 'wire' ? typesForWire(target.end) : all.map(layer => layer.type).filter(inputPort);
  return all.filter(layer => fitting.includes(layer.type));
}

function edit(type: string, { target, at }: AddMenuState): Edit {
  const { project } = useDocument.getState();
  switch (target.kind) {
    case 'free':
      return addAt(project, type, at);
    case 'edge':
      return insertOnEdge(project, target.edge, newNode(project, type));
    case 'wire': {
      // The new card hangs from the wire's end: its port lies where the wire was let go.
      const half = CARD.height / 2;
      return addAtWire(project, type, target, { x: at.x, y: at.y + (target.end === 'output' ? half : -half) });
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
  const found = fuzzyFilter(offered(menu.target), query, layer => [layer.title, CATEGORY_TITLES[layer.category]]);
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
        keyOf={layer => layer.type}
        none="No layer has this name."
        onPick={layer => {
          close();
          const added = menu.pointed ? performEdit(edit(layer.type, menu)) : addLayer(layer.type);
          const [id] = useView.getState().selectedNodes;
          if (added && id !== undefined) focusCard(id);
        }}
        render={layer => (
          <>
            <LayerIcon type={layer.type} category={layer.category} size={20} />
            <span>{layer.title}</span>
            <span className={classes.addCategory}>{CATEGORY_TITLES[layer.category]}</span>
          </>
        )}
      />
    </div>
  );
}
