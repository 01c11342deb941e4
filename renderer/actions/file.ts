import {
  IconDatabaseImport,
  IconDeviceFloppy,
  IconDownload,
  IconFile,
  IconFileImport,
  IconFolderOpen,
  IconHistory,
  IconPhotoDown,
  IconTemplate,
} from '@tabler/icons-react';
import { askForOwnData } from '../data/own-data';
import { useDocument } from '../document/store';
import { useLostWork } from '../files/autosave';
import { downloadDocument, newDocument, openDocument, saveDocument } from '../files/document-file';
import { chooseModel } from '../files/import-model';
import { showDialog } from '../ui/dialogs';
import type { Action } from './action';

/** A browser keeps Ctrl+N for its own windows. */
const NEW_KEY = window.receptive ? 'Mod+N' : 'Alt+N';

const always = () => true;

export const fileActions: readonly Action[] = [
  {
    id: 'file.new',
    label: 'New project',
    keys: [NEW_KEY],
    icon: IconFile,
    enabled: always,
    run: () => void newDocument(),
  },
  {
    id: 'file.newFromTemplate',
    label: 'New from template…',
    keys: ['Alt+Shift+N'],
    icon: IconTemplate,
    enabled: always,
    run: () => showDialog('templates'),
  },
  {
    id: 'file.open',
    label: 'Open…',
    keys: ['Mod+O'],
    icon: IconFolderOpen,
    enabled: always,
    run: () => void openDocument(),
  },
  {
    id: 'file.import',
    label: 'Import a Keras or TensorFlow.js model…',
    keys: ['Mod+Alt+O'],
    icon: IconFileImport,
    enabled: always,
    run: chooseModel,
  },
  {
    id: 'file.data',
    label: 'Use your own data…',
    keys: ['Mod+Shift+O'],
    icon: IconDatabaseImport,
    enabled: always,
    run: () => askForOwnData(),
  },
  {
    id: 'file.save',
    label: 'Save',
    keys: ['Mod+S'],
    icon: IconDeviceFloppy,
    group: true,
    enabled: always,
    run: () => void saveDocument(),
  },
  {
    id: 'file.saveAs',
    label: 'Save as…',
    keys: ['Mod+Shift+S'],
    enabled: always,
    run: () => void saveDocument({ as: true }),
  },
  {
    id: 'file.download',
    label: 'Download a copy',
    keys: [],
    icon: IconDownload,
    enabled: always,
    run: downloadDocument,
  },
  {
    id: 'file.recover',
    label: 'Recover unsaved work…',
    keys: [],
    icon: IconHistory,
    enabled: () => useLostWork.getState().lost.length > 0,
    run: () => showDialog('drafts'),
  },
  {
    id: 'file.diagram',
    label: 'Export the diagram…',
    keys: ['Mod+Shift+E'],
    icon: IconPhotoDown,
    enabled: () => useDocument.getState().project.graph.nodes.length > 0,
    run: () => showDialog('diagram'),
  },
];
