import { formatShare } from '../curves/format';
import { tell } from '../ui/tell';
import { emptyCurve } from './curve';
import { formatSeconds } from './format';
import { runStore } from './run';
import type { RunState } from './run-state';

function summary({ status, curves }: RunState): string {
  const { points, length } = (status.run === null ? undefined : curves.get(status.run)) ?? emptyCurve;
  let accuracy: number | undefined;
  for (let i = length - 1; i >= 0 && accuracy === undefined; i--) accuracy = points[i]?.validationAccuracy;
  const result = accuracy === undefined ? '' : `Validation accuracy ${formatShare(accuracy)}, `;
  const early = status.stoppedEarly && status.best ? `No better epoch than ${status.best.epoch} came. ` : '';
  return `${early}${result}${status.step.toLocaleString('en')} steps in ${formatSeconds(status.seconds)}.`;
}

/** A short word when a run ends well; failures stay on screen in the banner. */
export function announceRuns(): () => void {
  return runStore.subscribe((state, { status: before }) => {
    const { status } = state;
    if (status.run !== before.run || status.state === before.state) return;
    if (status.state === 'done') {
      tell.ended(status.stoppedEarly ? 'Training stopped early' : 'Training finished', summary(state));
    } else if (status.state === 'stopped' && before.state === 'stopping') {
      tell.ended('Training stopped', summary(state), 'gray');
    }
  });
}
