import { IconCommand, IconGridScan, IconKeyboard } from '@tabler/icons-react';
import { showDialog } from '../ui/dialogs';
import type { Action } from './action';

const always = () => true;

export const helpActions: readonly Action[] = [
  {
    id: 'help.commands',
    label: 'All commands…',
    keys: ['Mod+K'],
    icon: IconCommand,
    enabled: always,
    run: () => showDialog('commands'),
  },
  {
    id: 'help.shortcuts',
    label: 'Keyboard shortcuts',
    keys: ['?'],
    icon: IconKeyboard,
    enabled: always,
    run: () => showDialog('shortcuts'),
  },
  {
    id: 'help.keys',
    label: 'Change the keys…',
    keys: [],
    enabled: always,
    run: () => showDialog('keys'),
  },
  {
    id: 'help.playground',
    label: 'Convolution playground…',
    keys: [],
    icon: IconGridScan,
    group: true,
    enabled: always,
    run: () => showDialog('playground'),
  },
  {
    id: 'help.about',
    label: 'About Receptive',
    keys: [],
    group: true,
    enabled: always,
    run: () => showDialog('about'),
  },
];
