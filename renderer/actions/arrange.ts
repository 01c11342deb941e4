import {
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
} from '@tabler/icons-react';
import { useView } from '../app/view';
import type { Side } from '../document/align';
import type { Action } from './action';
import { groupActions } from './groups';
import { alignSelection, distributeSelection, nudge, selectedThings } from './selection';

const always = () => true;
const selected = (atLeast: number) => () => selectedThings().length >= atLeast;

const aligning = [
  ['left', 'Align left', IconLayoutAlignLeft, 'Alt+Shift+ArrowLeft'],
  ['center', 'Align centers', IconLayoutAlignCenter, undefined],
  ['right', 'Align right', IconLayoutAlignRight, 'Alt+Shift+ArrowRight'],
  ['top', 'Align top', IconLayoutAlignTop, 'Alt+Shift+ArrowUp'],
  ['middle', 'Align middles', IconLayoutAlignMiddle, undefined],
  ['bottom', 'Align bottom', IconLayoutAlignBottom, 'Alt+Shift+ArrowDown'],
] as const satisfies readonly (readonly [Side, ...unknown[]])[];

const nudges = [
  ['Left', 'ArrowLeft', -1, 0],
  ['Right', 'ArrowRight', 1, 0],
  ['Up', 'ArrowUp', 0, -1],
  ['Down', 'ArrowDown', 0, 1],
] as const;

/** Along the grid, or, where nothing snaps to it, pixel by pixel. */
const step = (): number => (useView.getState().snapToGrid ? 10 : 1);

export const arrangeActions: readonly Action[] = [
  ...aligning.map(([side, label, icon, key], index) => ({
    id: `arrange.${side}`,
    label,
    keys: key ? [key] : [],
    icon,
    group: index % 3 === 0,
    enabled: selected(2),
    run: () => alignSelection(side),
  })),
  {
    id: 'arrange.horizontally',
    label: 'Distribute horizontally',
    keys: [],
    icon: IconLayoutDistributeVertical,
    group: true,
    enabled: selected(3),
    run: () => distributeSelection('horizontally'),
  },
  {
    id: 'arrange.vertically',
    label: 'Distribute vertically',
    keys: [],
    icon: IconLayoutDistributeHorizontal,
    enabled: selected(3),
    run: () => distributeSelection('vertically'),
  },
  ...groupActions,
  {
    id: 'arrange.snap',
    label: 'Snap to the grid',
    keys: ['Shift+S'],
    group: true,
    checked: () => useView.getState().snapToGrid,
    enabled: always,
    run: () => useView.setState(({ snapToGrid }) => ({ snapToGrid: !snapToGrid })),
  },
  {
    id: 'arrange.guides',
    label: 'Align while dragging',
    keys: [],
    checked: () => useView.getState().guides,
    enabled: always,
    run: () => useView.setState(({ guides }) => ({ guides: !guides })),
  },
  ...nudges.map(([name, key, dx, dy], index) => ({
    id: `arrange.nudge${name}`,
    label: `Move ${name.toLowerCase()}`,
    keys: [key],
    group: index === 0,
    enabled: selected(1),
    run: () => nudge(dx * step(), dy * step()),
  })),
];
