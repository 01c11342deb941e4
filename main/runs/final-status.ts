import type { RunDetail } from '#shared/protocol/runs';
import { idleStatus, isActive, type SessionStatus } from '#shared/protocol/session';

/** How the session stands once a run from the disk is opened: as that run ended. @param step that of its weights */
export function finalStatus({ summary }: RunDetail, step: number): SessionStatus {
  const { run, state, epochs, steps, seconds, device, best, stoppedEarly } = summary;
  const stepsPerEpoch = epochs > 0 ? Math.round(steps / epochs) : 0;
  return {
    ...idleStatus,
    run,
    // One that was interrupted stands where its last checkpoint does.
    state: state === 'interrupted' || isActive(state) ? 'stopped' : state,
    epoch: stepsPerEpoch > 0 ? Math.ceil(step / stepsPerEpoch) : 0,
    epochs,
    step,
    steps,
    stepsPerEpoch,
    seconds,
    device,
    best,
    stoppedEarly,
  };
}
