import {
  IconArrowsDiff,
  IconPackageExport,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconTrendingDown,
} from '@tabler/icons-react';
import { isActive } from '#shared/protocol/session';
import type { Action } from '../actions/action';
import { openExport } from '../export/dialog-state';
import { openRateFinder } from '../rate/rate';
import { openCompare } from '../runs/choice';
import { useRuns } from '../runs/runs';
import { pauseRun, resumeRun, runStore, stopRun } from './run';
import { obstacle, train } from './train';

const state = () => runStore.getState().status.state;

/** What a user can do with training, for menus, keys and the command palette. */
export const runActions: readonly Action[] = [
  {
    id: 'run.start',
    label: 'Train',
    keys: ['Mod+Enter'],
    icon: IconPlayerPlay,
    // With errors in the network the action shows them.
    enabled: () => ['none', 'problems'].includes(obstacle()?.code ?? 'none'),
    run: () => void train(),
  },
  {
    id: 'run.pause',
    label: 'Pause training',
    keys: [],
    icon: IconPlayerPause,
    enabled: () => state() === 'running',
    run: () => void pauseRun(),
  },
  {
    id: 'run.resume',
    label: 'Resume training',
    keys: [],
    icon: IconPlayerPlay,
    enabled: () => state() === 'paused',
    run: () => void resumeRun(),
  },
  {
    id: 'run.stop',
    label: 'Stop training',
    keys: [],
    icon: IconPlayerStop,
    enabled: () => isActive(state()) && state() !== 'stopping',
    run: () => void stopRun(),
  },
  {
    id: 'run.findRate',
    label: 'Find a learning rate…',
    keys: [],
    icon: IconTrendingDown,
    enabled: () => obstacle() === null,
    run: openRateFinder,
  },
  {
    id: 'run.compare',
    label: 'Compare runs…',
    keys: [],
    icon: IconArrowsDiff,
    enabled: () => (useRuns.getState().runs?.length ?? 0) > 1,
    run: () => openCompare(),
  },
  {
    id: 'run.export',
    label: 'Export the network…',
    keys: ['Mod+E'],
    icon: IconPackageExport,
    enabled: () => useRuns.getState().runs?.some(run => run.hasWeights) ?? false,
    run: () => openExport(),
  },
];
