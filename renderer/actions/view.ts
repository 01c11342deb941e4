import {
  IconFocusCentered,
  IconMaximize,
  IconMoon,
  IconPhotoSearch,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { type BottomTab, useView } from '../app/view';
import { fitView, useCanvas } from '../canvas/canvas-state';
import { resolvedTheme } from '../theme/theme';
import type { Action } from './action';
import { selectedThings } from './selection';

const always = () => true;
const flow = () => useCanvas.getState().flow;

function zoom(change: 'in' | 'out' | 'full'): void {
  useCanvas.setState({ fitted: false });
  if (change === 'in') void flow()?.zoomIn({ duration: 120 });
  if (change === 'out') void flow()?.zoomOut({ duration: 120 });
  if (change === 'full') void flow()?.zoomTo(1, { duration: 120 });
}

const panel = (id: string, label: string, keys: string, which: 'leftOpen' | 'rightOpen' | 'bottomOpen'): Action => ({
  id,
  label,
  keys: [keys],
  checked: () => useView.getState()[which],
  enabled: always,
  run: () => useView.setState(view => ({ [which]: !view[which] })),
});

const tab = (id: BottomTab, label: string, key: string): Action => ({
  id: `view.${id}`,
  label,
  keys: [key],
  enabled: always,
  run: () => useView.getState().showBottom(id),
});

export const viewActions: readonly Action[] = [
  {
    id: 'view.zoomIn',
    label: 'Zoom in',
    keys: ['Mod++', 'Mod+='],
    icon: IconZoomIn,
    enabled: always,
    run: () => zoom('in'),
  },
  {
    id: 'view.zoomOut',
    label: 'Zoom out',
    keys: ['Mod+-'],
    icon: IconZoomOut,
    enabled: always,
    run: () => zoom('out'),
  },
  { id: 'view.zoomFull', label: 'Zoom to 100 %', keys: ['Mod+0'], enabled: always, run: () => zoom('full') },
  { id: 'view.fit', label: 'Fit the network', keys: ['F'], icon: IconMaximize, enabled: always, run: () => fitView() },
  {
    id: 'view.fitSelection',
    label: 'Fit the selection',
    keys: ['.'],
    icon: IconFocusCentered,
    enabled: () => selectedThings().length > 0,
    run: () => {
      useCanvas.setState({ fitted: false });
      fitView(selectedThings());
    },
  },
  { ...panel('view.palette', 'Layers', 'Mod+1', 'leftOpen'), group: true },
  panel('view.properties', 'Properties', 'Mod+2', 'rightOpen'),
  panel('view.dock', 'Curves, runs, problems, summary and code', 'Mod+3', 'bottomOpen'),
  {
    id: 'view.minimap',
    label: 'Overview map',
    keys: ['M'],
    checked: () => useView.getState().minimap,
    enabled: always,
    run: () => useView.setState(({ minimap }) => ({ minimap: !minimap })),
  },
  { ...tab('curves', 'Show curves', 'Alt+1'), group: true },
  tab('runs', 'Show runs', 'Alt+2'),
  tab('problems', 'Show problems', 'Alt+3'),
  tab('summary', 'Show the summary', 'Alt+4'),
  tab('code', 'Show the code', 'Alt+5'),
  {
    id: 'view.data',
    label: 'Look at the data',
    keys: ['Alt+D'],
    icon: IconPhotoSearch,
    checked: () => useView.getState().center === 'data',
    enabled: always,
    run: () => {
      const { center, showCenter } = useView.getState();
      showCenter(center === 'data' ? 'network' : 'data');
    },
  },
  {
    id: 'view.theme',
    label: 'Switch between light and dark',
    keys: ['Alt+T'],
    icon: IconMoon,
    group: true,
    enabled: always,
    run: () => useView.setState({ theme: resolvedTheme() === 'dark' ? 'light' : 'dark' }),
  },
  {
    id: 'view.themeAuto',
    label: "Follow the system's theme",
    keys: [],
    checked: () => useView.getState().theme === 'auto',
    enabled: always,
    run: () => useView.setState({ theme: 'auto' }),
  },
];
