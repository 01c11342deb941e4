import { IconAdjustmentsHorizontal, IconMessage2 } from '@tabler/icons-react';
import { useView } from '../app/view';
import { focusCard } from '../canvas/focus-card';
import { shownId } from '../document/group-boxes';
import { membersFor } from '../document/groups';
import { projectHere } from '../document/level';
import type { Action } from './action';
import { selectedIds, selectedNodes, selectedThings } from './selection';

/** The parts of the window that F6 goes through, each with what of it takes the focus, the best first. */
const AREAS = [
  { area: 'header', takers: ['button'] },
  { area: 'layers', takers: ['input'] },
  { area: 'center', takers: ['.react-flow__node.selected', '.react-flow__node', 'button:enabled'] },
  { area: 'dock', takers: ['[role="tab"][aria-selected="true"]', '[role="tab"]'] },
  { area: 'side', takers: ['[role="tab"][aria-selected="true"]'] },
] as const;

const inArea = (area: string, selector: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-area="${area}"] ${selector}`);

/** Moves the focus to the next part of the window that is open, or to the one before. */
function goToArea(step: 1 | -1): void {
  const current = document.activeElement?.closest('[data-area]')?.getAttribute('data-area');
  const at = AREAS.findIndex(({ area }) => area === current);
  // From nowhere (what had the focus was deleted), either way leads to the network first.
  const start = at < 0 ? AREAS.findIndex(({ area }) => area === 'center') - step : at;
  for (let count = 1; count <= AREAS.length; count++) {
    const next = AREAS[(start + step * count + 2 * AREAS.length) % AREAS.length];
    const taker = next?.takers.map(selector => inArea(next.area, selector)).find(element => element !== null);
    if (!taker) continue;
    taker.focus();
    return;
  }
}

/** Moves the focus to the first of the fields that the form of what is selected has, or, with nothing selected, that of the project. */
function editField(...selectors: readonly string[]): void {
  useView.getState().showRight('properties');
  // The panel may only now be drawn.
  requestAnimationFrame(() => {
    const fields = selectors.map(selector => inArea('side', `[role="tabpanel"] ${selector}`));
    fields.find(field => field !== null)?.focus();
  });
}

const editParameters = (): void => editField('[data-param] input', 'input', 'textarea');

/** The layer that the selected one (or one of the selected group) feeds, or that feeds it: the first, where there are several. */
function neighbour(direction: 'before' | 'after'): string | undefined {
  const [thing] = selectedThings();
  const { nodes, edges } = projectHere().graph;
  if (thing === undefined) return nodes[direction === 'after' ? 0 : nodes.length - 1]?.id;
  const from = new Set(membersFor(projectHere(), [thing]));
  return direction === 'after'
    ? edges.find(edge => from.has(edge.from) && !from.has(edge.to))?.to
    : edges.find(edge => from.has(edge.to) && !from.has(edge.from))?.from;
}

function goToNeighbour(direction: 'before' | 'after'): void {
  const next = neighbour(direction);
  if (next === undefined) return;
  // In a collapsed group it is the group's card, from which the next step leads on.
  const id = shownId(projectHere(), next);
  useView.getState().select([id]);
  focusCard(id);
}

const onCanvas = () => useView.getState().center === 'network';

/** Ways about the window without a mouse. */
export const focusActions: readonly Action[] = [
  {
    id: 'edit.parameters',
    label: 'Edit the parameters',
    keys: ['Enter'],
    icon: IconAdjustmentsHorizontal,
    group: true,
    enabled: () => selectedIds().length > 0,
    run: editParameters,
  },
  {
    id: 'edit.annotate',
    label: 'Write a note on the layer',
    keys: ['N'],
    icon: IconMessage2,
    enabled: () => selectedThings().length === 1 && selectedThings()[0] === selectedNodes()[0],
    run: () => editField('[data-note]'),
  },
  {
    id: 'view.layerAfter',
    label: 'Go to the layer after',
    keys: ['Alt+ArrowDown'],
    group: true,
    enabled: () => onCanvas() && neighbour('after') !== undefined,
    run: () => goToNeighbour('after'),
  },
  {
    id: 'view.layerBefore',
    label: 'Go to the layer before',
    keys: ['Alt+ArrowUp'],
    enabled: () => onCanvas() && neighbour('before') !== undefined,
    run: () => goToNeighbour('before'),
  },
  {
    id: 'view.nextArea',
    label: 'Go to the next part of the window',
    keys: ['F6'],
    enabled: () => true,
    run: () => goToArea(1),
  },
  {
    id: 'view.previousArea',
    label: 'Go to the part of the window before',
    keys: ['Shift+F6'],
    enabled: () => true,
    run: () => goToArea(-1),
  },
  {
    id: 'view.side',
    label: "Go to the project's or the layer's properties",
    keys: ['Alt+P'],
    enabled: () => true,
    run: editParameters,
  },
];
