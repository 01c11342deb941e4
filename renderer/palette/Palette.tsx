import { TextInput, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { layers } from '#shared/layers/catalogue';
import { CATEGORIES, type Category, type LayerDefinition } from '#shared/layers/define';
import { CATEGORY_TITLES } from '../ui/categories';
import { fuzzyFilter } from '../ui/fuzzy';
import { LayerIcon } from '../ui/LayerIcon';
import { addLayer } from './add-layer';
import { DragGhost } from './DragGhost';
import { startDrag } from './drag';
import classes from './palette.module.css';

function Entry({ layer }: { layer: LayerDefinition }) {
  return (
    <li>
      <Tooltip label={layer.summary} position="right" multiline w={220} openDelay={500}>
        <button
          type="button"
          className={classes.entry}
          data-layer={layer.type}
          onPointerDown={event => startDrag(layer.type, event)}
          onClick={() => addLayer(layer.type)}
        >
          <LayerIcon type={layer.type} category={layer.category} />
          <span className={classes.name}>{layer.title}</span>
        </button>
      </Tooltip>
    </li>
  );
}

interface GroupProps {
  readonly category: Category;
  readonly entries: readonly LayerDefinition[];
  readonly isFolded: boolean;
  readonly onFold: () => void;
}

function Group({ category, entries, isFolded, onFold }: GroupProps) {
  return (
    <section data-category={category} aria-label={CATEGORY_TITLES[category]}>
      <h2 className={classes.category}>
        <button type="button" className={classes.fold} aria-expanded={!isFolded} onClick={onFold}>
          <IconChevronDown size={13} aria-hidden />
          {CATEGORY_TITLES[category]}
          <VisuallyHidden> layers</VisuallyHidden>
          <span className={classes.count} aria-hidden>
            {entries.length}
          </span>
        </button>
      </h2>
      {!isFolded && (
        <ul className={classes.entries}>
          {entries.map(layer => (
            <Entry key={layer.type} layer={layer} />
          ))}
        </ul>
      )}
    </section>
  );
}

const toggled = (set: ReadonlySet<Category>, category: Category): ReadonlySet<Category> =>
  set.has(category) ? new Set([...set].filter(other => other !== category)) : new Set([...set, category]);

/** All layers of the catalogue, by category; dragged onto the canvas or clicked. A search looks into folded categories, too. */
export function Palette() {
  const [query, setQuery] = useState('');
  const [folded, setFolded] = useState<ReadonlySet<Category>>(new Set());
  const found = fuzzyFilter([...layers.values()], query, layer => [layer.title, CATEGORY_TITLES[layer.category]]);
  const groups = CATEGORIES.map(category => ({
    category,
    entries: found.filter(layer => layer.category === category),
  })).filter(group => group.entries.length > 0);
  return (
    <div className={classes.palette}>
      <div className={classes.filter}>
        <TextInput
          aria-label="Filter layers"
          placeholder="Filter layers"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={query}
          onChange={event => setQuery(event.currentTarget.value)}
          onKeyDown={event => {
            const [first] = found;
            if (event.key === 'Escape') setQuery('');
            if (event.key === 'Enter' && first && query !== '') addLayer(first.type);
          }}
        />
      </div>
      <div className={classes.groups}>
        {groups.map(({ category, entries }) => (
          <Group
            key={category}
            category={category}
            entries={entries}
            isFolded={query === '' && folded.has(category)}
            onFold={() => setFolded(toggled(folded, category))}
          />
        ))}
        {groups.length === 0 && <p className={classes.none}>No layer has this name.</p>}
      </div>
      <DragGhost />
    </div>
  );
}
