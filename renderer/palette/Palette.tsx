import { TextInput, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { CATEGORIES } from '#shared/layers/define';
import { useLevel } from '../document/level';
import { CATEGORY_TITLES, type CardCategory } from '../ui/categories';
import { fuzzyFilter } from '../ui/fuzzy';
import { LayerIcon } from '../ui/LayerIcon';
import { addLayer } from './add-layer';
import { DragGhost } from './DragGhost';
import { startDrag } from './drag';
import { type KindEntry, kindEntries, wordsOf } from './kinds';
import classes from './palette.module.css';

/** What one has made oneself stands first. */
const GROUPS: readonly CardCategory[] = ['block', ...CATEGORIES];

function Entry({ entry }: { entry: KindEntry }) {
  return (
    <li>
      <Tooltip label={entry.summary} position="right" multiline w={220} openDelay={500}>
        <button
          type="button"
          className={classes.entry}
          data-layer={entry.key}
          onPointerDown={event => startDrag(entry, event)}
          onClick={() => addLayer(entry.kind)}
        >
          <LayerIcon type={entry.type} category={entry.category} />
          <span className={classes.name}>{entry.title}</span>
        </button>
      </Tooltip>
    </li>
  );
}

interface GroupProps {
  readonly category: CardCategory;
  readonly entries: readonly KindEntry[];
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
          {category !== 'block' && <VisuallyHidden> layers</VisuallyHidden>}
          <span className={classes.count} aria-hidden>
            {entries.length}
          </span>
        </button>
      </h2>
      {!isFolded && (
        <ul className={classes.entries}>
          {entries.map(entry => (
            <Entry key={entry.key} entry={entry} />
          ))}
        </ul>
      )}
    </section>
  );
}

const toggled = (set: ReadonlySet<CardCategory>, category: CardCategory): ReadonlySet<CardCategory> =>
  set.has(category) ? new Set([...set].filter(other => other !== category)) : new Set([...set, category]);

/** The project's blocks and all layers of the catalogue, by category; dragged onto the canvas or clicked. A search looks into folded categories, too. */
export function Palette() {
  const [query, setQuery] = useState('');
  const [folded, setFolded] = useState<ReadonlySet<CardCategory>>(new Set());
  const found = fuzzyFilter(useLevel(kindEntries), query, wordsOf);
  const groups = GROUPS.map(category => ({
    category,
    entries: found.filter(entry => entry.category === category),
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
            if (event.key === 'Enter' && first && query !== '') addLayer(first.kind);
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
