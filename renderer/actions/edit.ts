import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBinaryTree,
  IconClipboard,
  IconCopy,
  IconCopyPlus,
  IconCut,
  IconLock,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { useView } from '../app/view';
import { addPoint, openAddMenu } from '../canvas/canvas-state';
import { useDocument } from '../document/store';
import type { Action } from './action';
import {
  arrange,
  connectSelected,
  copySelection,
  cutSelection,
  deleteSelection,
  duplicateSelection,
  freezeSelection,
  hasSelection,
  nudge,
  paste,
  selectAll,
  selectAlong,
  selectedNodes,
  selectionFrozen,
} from './selection';

const hasNodes = () => useDocument.getState().project.graph.nodes.length > 0;
const nodesSelected = () => selectedNodes().length > 0;

const nudges = [
  ['Left', 'ArrowLeft', -1, 0],
  ['Right', 'ArrowRight', 1, 0],
  ['Up', 'ArrowUp', 0, -1],
  ['Down', 'ArrowDown', 0, 1],
] as const;

export const editActions: readonly Action[] = [
  {
    id: 'edit.undo',
    label: 'Undo',
    keys: ['Mod+Z'],
    icon: IconArrowBackUp,
    enabled: () => useDocument.getState().canUndo,
    run: () => useDocument.getState().undo(),
  },
  {
    id: 'edit.redo',
    label: 'Redo',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    icon: IconArrowForwardUp,
    enabled: () => useDocument.getState().canRedo,
    run: () => useDocument.getState().redo(),
  },
  {
    id: 'edit.cut',
    label: 'Cut',
    keys: ['Mod+X'],
    icon: IconCut,
    group: true,
    enabled: nodesSelected,
    run: cutSelection,
  },
  { id: 'edit.copy', label: 'Copy', keys: ['Mod+C'], icon: IconCopy, enabled: nodesSelected, run: copySelection },
  {
    id: 'edit.paste',
    label: 'Paste',
    keys: ['Mod+V'],
    icon: IconClipboard,
    enabled: () => true,
    run: () => void paste(),
  },
  {
    id: 'edit.duplicate',
    label: 'Duplicate',
    keys: ['Mod+D'],
    icon: IconCopyPlus,
    enabled: nodesSelected,
    run: duplicateSelection,
  },
  {
    id: 'edit.delete',
    label: 'Delete',
    keys: ['Delete', 'Backspace'],
    icon: IconTrash,
    enabled: hasSelection,
    run: deleteSelection,
  },
  {
    id: 'edit.freeze',
    label: 'Freeze or unfreeze',
    keys: ['Shift+F'],
    icon: IconLock,
    enabled: nodesSelected,
    checked: selectionFrozen,
    run: freezeSelection,
  },
  {
    id: 'edit.addLayer',
    label: 'Add a layer…',
    keys: ['Space', 'Shift+A'],
    icon: IconPlus,
    group: true,
    enabled: () => true,
    run: () => openAddMenu(addPoint()),
  },
  {
    id: 'edit.connect',
    label: 'Connect two layers',
    keys: ['C'],
    enabled: () => selectedNodes().length === 2,
    run: connectSelected,
  },
  {
    id: 'edit.arrange',
    label: 'Arrange top to bottom',
    keys: ['Shift+L'],
    icon: IconBinaryTree,
    enabled: hasNodes,
    run: arrange,
  },
  { id: 'edit.selectAll', label: 'Select all', keys: ['Mod+A'], group: true, enabled: hasNodes, run: selectAll },
  {
    id: 'edit.selectNone',
    label: 'Select nothing',
    keys: ['Escape'],
    enabled: hasSelection,
    run: () => useView.getState().select([]),
  },
  {
    id: 'edit.selectUpstream',
    label: 'Select all that feeds it',
    keys: ['L'],
    enabled: nodesSelected,
    run: () => selectAlong('upstream'),
  },
  {
    id: 'edit.selectDownstream',
    label: 'Select all that it feeds',
    keys: ['K'],
    enabled: nodesSelected,
    run: () => selectAlong('downstream'),
  },
  ...nudges.map(([name, key, dx, dy], index) => ({
    id: `edit.nudge${name}`,
    label: `Move ${name.toLowerCase()}`,
    keys: [key],
    group: index === 0,
    enabled: nodesSelected,
    run: () => nudge(dx * 10, dy * 10),
  })),
];
