import {
  IconArrowBackUp,
  IconBoxMultiple,
  IconCursorText,
  IconLogin2,
  IconPackageExport,
  IconTrash,
  IconZoomScan,
} from '@tabler/icons-react';
import { BLOCK_INPUT } from '#shared/graph/block';
import {
  askForNewBlock,
  askForTitle,
  meantBlock,
  removeUnusedBlocks,
  unpackSelected,
  unusedBlocks,
} from '../blocks/make';
import { leaveBlock, openBlock, selectedBlock } from '../blocks/navigate';
import { currentLevel } from '../document/level';
import { addLayer } from '../palette/add-layer';
import type { Action } from './action';
import { selectedNodes } from './selection';

const isInside = () => currentLevel().block !== null;

export const blockActions: readonly Action[] = [
  {
    id: 'block.make',
    label: 'Make a block of the selection…',
    keys: ['Mod+B'],
    icon: IconBoxMultiple,
    enabled: () => selectedNodes().length > 0,
    run: askForNewBlock,
  },
  {
    id: 'block.open',
    label: 'Open the block',
    keys: ['Enter'],
    icon: IconZoomScan,
    enabled: () => selectedBlock() !== undefined,
    run: () => {
      const id = selectedBlock();
      if (id !== undefined) openBlock(id);
    },
  },
  {
    id: 'block.leave',
    label: 'Leave the block',
    keys: ['Escape', 'Alt+Enter'],
    icon: IconArrowBackUp,
    enabled: isInside,
    run: () => leaveBlock(),
  },
  {
    id: 'block.unpack',
    label: 'Unpack the block',
    keys: ['Mod+Shift+B'],
    icon: IconPackageExport,
    enabled: () => selectedBlock() !== undefined,
    run: unpackSelected,
  },
  {
    id: 'block.rename',
    label: 'Rename the block…',
    keys: [],
    icon: IconCursorText,
    group: true,
    enabled: () => meantBlock() !== undefined,
    run: () => {
      const id = meantBlock();
      if (id !== undefined) askForTitle(id);
    },
  },
  {
    id: 'block.addInput',
    label: 'Add an input to the block',
    keys: [],
    icon: IconLogin2,
    enabled: isInside,
    run: () => void addLayer(BLOCK_INPUT),
  },
  {
    id: 'block.removeUnused',
    label: 'Remove blocks that are placed nowhere',
    keys: [],
    icon: IconTrash,
    enabled: () => unusedBlocks().length > 0,
    run: removeUnusedBlocks,
  },
];
