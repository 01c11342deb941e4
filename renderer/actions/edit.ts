import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBinaryTree,
  IconClipboard,
  IconClipboardPlus,
  IconCopy,
  IconCopyPlus,
  IconCursorText,
  IconCut,
  IconLock,
  IconNote,
  IconPalette,
  IconPlus,
  IconTrash,
  IconVolumeOff,
} from '@tabler/icons-react';
import { useView } from '../app/view';
import { step } from '../blocks/navigate';
import { openAddMenuByKey } from '../canvas/canvas-state';
import { startNaming } from '../canvas/naming';
import { currentLevel, projectHere } from '../document/level';
import { useDocument } from '../document/store';
import { showDialog } from '../ui/dialogs';
import type { Action } from './action';
import { copySelection, cutSelection, duplicateSelection, paste } from './copy-paste';
import {
  addNote,
  arrange,
  connectSelected,
  deleteSelection,
  freezeSelection,
  hasSelection,
  invertSelection,
  muteSelection,
  selectAll,
  selectAlong,
  selectedIds,
  selectedNodes,
  selectedThings,
  selectionFrozen,
  selectionMuted,
} from './selection';

const hasNodes = () => projectHere().graph.nodes.length > 0;
/** Notes lie beside the network itself, not in blocks. */
const isOutside = () => currentLevel().block === null;
const nodesSelected = () => selectedNodes().length > 0;
const anySelected = () => selectedIds().length > 0;

export const editActions: readonly Action[] = [
  {
    id: 'edit.undo',
    label: 'Undo',
    keys: ['Mod+Z'],
    icon: IconArrowBackUp,
    enabled: () => useDocument.getState().canUndo,
    run: () => step('undo'),
  },
  {
    id: 'edit.redo',
    label: 'Redo',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    icon: IconArrowForwardUp,
    enabled: () => useDocument.getState().canRedo,
    run: () => step('redo'),
  },
  {
    id: 'edit.cut',
    label: 'Cut',
    keys: ['Mod+X'],
    icon: IconCut,
    group: true,
    enabled: anySelected,
    run: cutSelection,
  },
  { id: 'edit.copy', label: 'Copy', keys: ['Mod+C'], icon: IconCopy, enabled: anySelected, run: copySelection },
  {
    id: 'edit.paste',
    label: 'Paste',
    keys: ['Mod+V'],
    icon: IconClipboard,
    enabled: () => true,
    run: () => void paste(),
  },
  {
    id: 'edit.pasteConnected',
    label: 'Paste with incoming wires',
    keys: ['Mod+Shift+V'],
    icon: IconClipboardPlus,
    enabled: () => true,
    run: () => void paste({ withIncoming: true }),
  },
  {
    id: 'edit.duplicate',
    label: 'Duplicate',
    keys: ['Mod+D'],
    icon: IconCopyPlus,
    enabled: anySelected,
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
    id: 'edit.rename',
    label: 'Rename',
    keys: ['F2'],
    icon: IconCursorText,
    group: true,
    enabled: () => selectedThings().length === 1,
    run: () => selectedThings().forEach(startNaming),
  },
  {
    id: 'edit.color',
    label: 'Color…',
    keys: ['Shift+C'],
    icon: IconPalette,
    enabled: anySelected,
    run: () => showDialog('color'),
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
    id: 'edit.mute',
    label: 'Mute or unmute',
    keys: ['Shift+M'],
    icon: IconVolumeOff,
    enabled: nodesSelected,
    checked: selectionMuted,
    run: muteSelection,
  },
  {
    id: 'edit.addLayer',
    label: 'Add a layer…',
    keys: ['Space', 'Shift+A'],
    icon: IconPlus,
    group: true,
    enabled: () => true,
    run: openAddMenuByKey,
  },
  { id: 'edit.addNote', label: 'Add a note', keys: ['Shift+N'], icon: IconNote, enabled: isOutside, run: addNote },
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
    run: () => void arrange(),
  },
  { id: 'edit.selectAll', label: 'Select all', keys: ['Mod+A'], group: true, enabled: hasNodes, run: selectAll },
  {
    id: 'edit.invert',
    label: 'Invert the selection',
    keys: ['Mod+I'],
    enabled: hasNodes,
    run: invertSelection,
  },
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
];
