import { Button, CloseButton, TextInput } from '@mantine/core';
import { IconClipboard, IconSearch, IconTable } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { expandGraph, type NodePath, pathKey } from '#shared/graph/expand';
import type { NodeId } from '#shared/graph/graph';
import { useView } from '../app/view';
import { reveal } from '../blocks/navigate';
import { useCheck } from '../document/check';
import { currentLevel, useLevel } from '../document/level';
import { useDocument } from '../document/store';
import { copyText } from '../ui/copy-text';
import { plural } from '../ui/format';
import { ariaSort, SortButton } from '../ui/SortHeader';
import { nextSort, type Sort, sorted } from '../ui/sort';
import { tell } from '../ui/tell';
import { explainField } from './describe-field';
import { asCsv, asText, COLUMNS, filtered, type LayerRow, layerRows } from './rows';
import classes from './summary.module.css';
import { Totals } from './Totals';

const ROW_HEIGHT = 26;
/** No column: the order of computation. */
const AS_COMPUTED: Sort = { by: '', down: false };

/** Selects a layer, and shows it on the canvas, in its block where it lies in one. */
function goTo(path: NodePath): void {
  useView.getState().showCenter('network');
  reveal(path);
}

const isOutside = (): boolean => currentLevel().block === null;

function toggle(id: NodeId): void {
  const { selectedNodes, select } = useView.getState();
  select(selectedNodes.includes(id) ? selectedNodes.filter(other => other !== id) : [...selectedNodes, id]);
}

function copy(text: string): void {
  if (copyText(text)) tell.done('Copied the table.');
  else tell.refused('The table could not be copied: the clipboard refused it.');
}

const KEY_STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

/** Where a key leads from a row; absent for keys that lead nowhere. */
function stepTo(key: string, from: number, count: number): number | undefined {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = KEY_STEPS[key];
  return step === undefined ? undefined : Math.min(count - 1, Math.max(0, from + step));
}

/** Where the layers lie that the network is made of: a layer in a block, and each of its copies, has a way of several ids. */
function usePaths(): (id: NodeId) => NodePath {
  const graph = useDocument(state => state.project.graph);
  return id => expandGraph(graph).origins.get(id) ?? [id];
}

interface RowProps {
  readonly row: LayerRow;
  readonly path: NodePath;
  readonly index: number;
  readonly selected: boolean;
  /** Whether the Tab key comes to this row, of all. */
  readonly reachable: boolean;
  readonly onPick: () => void;
}

const Row = memo(function Row({ row, path, index, selected, reachable, onPick }: RowProps) {
  return (
    <tr
      className={classes.row}
      aria-selected={selected}
      aria-rowindex={index + 2}
      data-layer={row.id}
      data-inside={path.length > 1 || undefined}
      title={path.length > 1 ? `In a block: ${path.join(' › ')}` : undefined}
      tabIndex={reachable ? 0 : -1}
      onClick={event => {
        const [id, second] = path;
        const adds = event.shiftKey || event.ctrlKey || event.metaKey;
        if (adds && id !== undefined && second === undefined && isOutside()) toggle(id);
        else onPick();
      }}
    >
      {COLUMNS.map(({ by, numeric, text }) => (
        <td key={by} data-numeric={numeric || undefined} title={by === 'field' ? explainField(row.field) : undefined}>
          {text(row)}
        </td>
      ))}
    </tr>
  );
});

function Rows({ rows, sort, onSort }: { rows: readonly LayerRow[]; sort: Sort; onSort: (by: string) => void }) {
  const scroller = useRef<HTMLDivElement>(null);
  const selected = useView(state => state.selectedNodes);
  const way = useLevel(level => pathKey(level.way));
  const pathOf = usePaths();
  // Copies of a layer are chosen together: which of their rows was picked is known here alone.
  const [picked, setPicked] = useState<NodeId | null>(null);
  const chosen = new Set(selected.map(id => (way === '' ? id : `${way}/${id}`)));
  const isChosen = ({ id }: LayerRow) => chosen.has(pathKey(pathOf(id)));
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollPaddingStart: ROW_HEIGHT,
  });
  const shown = virtual.getVirtualItems();
  const own = rows.findIndex(row => row.id === picked && isChosen(row));
  const last = selected.at(-1);
  const lastKey = last === undefined || way === '' ? last : `${way}/${last}`;
  const at = own >= 0 ? own : rows.findIndex(({ id }) => pathKey(pathOf(id)) === lastKey);
  // What is selected on the canvas comes into sight here.
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at);
  }, [at, virtual]);
  const move = (event: KeyboardEvent) => {
    const to = stepTo(event.key, at < 0 ? -1 : at, rows.length);
    const row = to === undefined ? undefined : rows[to];
    if (!row || to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setPicked(row.id);
    goTo(pathOf(row.id));
    virtual.scrollToIndex(to);
    // The row may be drawn only after it has come into sight.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-layer="${row.id}"]`)?.focus());
  };
  const above = shown[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <div ref={scroller} className={classes.scroller}>
      <table
        className={classes.table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows are chosen and walked through, as a grid's are
        role="grid"
        aria-label="Layers in the order of computation"
        aria-rowcount={rows.length + 1}
        aria-multiselectable
        onKeyDown={move}
      >
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map(({ by, title, numeric }) => (
              <th key={by} scope="col" data-numeric={numeric || undefined} aria-sort={ariaSort(sort, by)}>
                <SortButton by={by} title={title} sort={sort} onSort={onSort} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <tr aria-hidden style={{ height: above }} />}
          {shown.map(({ index }) => {
            const row = rows[index];
            return (
              row && (
                <Row
                  key={row.id}
                  row={row}
                  index={index}
                  path={pathOf(row.id)}
                  selected={isChosen(row)}
                  reachable={index === Math.max(0, at)}
                  onPick={() => {
                    setPicked(row.id);
                    goTo(pathOf(row.id));
                  }}
                />
              )
            );
          })}
          {below > 0 && <tr aria-hidden style={{ height: below }} />}
        </tbody>
      </table>
    </div>
  );
}

/** Every layer in a table, as Keras's `summary` has it, with what it costs and sees. A click finds the layer on the canvas. */
export function SummaryPanel() {
  const check = useCheck();
  const batchSize = useDocument(state => state.project.training.batchSize);
  const [filter, setFilter] = useState('');
  const [sort, setSort] = useState(AS_COMPUTED);
  // Typing a parameter shows its effect on the canvas first.
  const analysis = useDeferredValue(check);
  const all = useMemo(() => layerRows(analysis, batchSize), [analysis, batchSize]);
  const rows = useMemo(() => {
    const column = COLUMNS.find(({ by }) => by === sort.by);
    const found = filtered(all, filter);
    return column ? sorted(found, column.sortBy, sort.down) : found;
  }, [all, filter, sort]);
  if (all.length === 0) {
    return (
      <div className={classes.none}>
        <IconTable size={28} stroke={1.5} aria-hidden />
        <p>Each layer will be listed here with its shape, its parameters and what it costs.</p>
      </div>
    );
  }
  const sortBy = (by: string) => {
    const isText = COLUMNS.some(column => column.by === by && !column.numeric);
    // A third click gives the order of computation again.
    const third = sort.by === by && sort.down === isText;
    setSort(third ? AS_COMPUTED : nextSort(sort, by, isText));
  };
  return (
    <div className={classes.panel}>
      <div className={classes.toolbar}>
        <TextInput
          className={classes.filter}
          aria-label="Filter layers of the table"
          placeholder="Filter by name, layer or shape"
          leftSection={<IconSearch size={13} />}
          value={filter}
          onChange={event => setFilter(event.currentTarget.value)}
          rightSection={
            filter !== '' && <CloseButton size="xs" aria-label="Clear the filter" onClick={() => setFilter('')} />
          }
        />
        <span className={classes.found} aria-live="polite">
          {filter === '' ? plural(all.length, 'layer') : `${rows.length} of ${plural(all.length, 'layer')}`}
        </span>
        <span className={classes.gap} />
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          leftSection={<IconClipboard size={13} />}
          onClick={() => copy(asText(rows))}
        >
          Copy as text
        </Button>
        <Button variant="subtle" color="gray" size="compact-xs" onClick={() => copy(asCsv(rows))}>
          Copy as CSV
        </Button>
      </div>
      <Rows rows={rows} sort={sort} onSort={sortBy} />
      <Totals analysis={analysis} batchSize={batchSize} />
    </div>
  );
}
