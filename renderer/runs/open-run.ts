import { create } from 'zustand';
import type { TextVectorization } from '#shared/data/text/vectorization';
import type { WhichWeights } from '#shared/protocol/runs';
import { useView } from '../app/view';
import { forgetLevels } from '../blocks/navigate';
import { useDocument } from '../document/store';
import { engine } from '../engine/engine';
import { continueRun, showCurves } from '../run/run';
import { tell } from '../ui/tell';
import { refuse } from './refuse';

interface Opened {
  readonly run: string | null;
  /** How its network takes texts, where it learned from texts. */
  readonly text?: TextVectorization | undefined;
}

/** The run whose network was made the one at hand. */
export const useOpened = create<Opened>(() => ({ run: null }));

/**
 * Makes a run's network the one that the studio looks inside, with its curves on screen.
 * @param weights those that the run ended with, where nobody said which
 */
export async function lookInside(run: string, weights?: WhichWeights): Promise<void> {
  const answer = await engine.request('model.open', { run, weights });
  if (!answer.ok) return refuse('The run cannot be opened', answer.error);
  useOpened.setState({ run, text: answer.value.text });
  await showCurves(run);
  useView.getState().showRight('inspect');
}

/** Puts a run's project, as it was trained, on the canvas; undo brings the present one back. */
export async function openProject(run: string): Promise<void> {
  const answer = await engine.request('runs.get', { run });
  if (!answer.ok) return refuse('The project cannot be opened', answer.error);
  const { dispatch } = useDocument.getState();
  forgetLevels();
  dispatch({ do: 'project.replace', project: answer.value.project });
  tell.ended(`Opened the project of ${answer.value.summary.name}`, 'Undo (Ctrl+Z) brings back what was on the canvas.');
}

/** Goes on with a run that was stopped or interrupted. */
export async function resumeTraining(run: string, weights: WhichWeights = 'last'): Promise<void> {
  const damages = await continueRun(run, weights);
  if (damages.length > 0) {
    tell.failed('A checkpoint is damaged; the run goes on from an earlier one', damages.join('\n'));
  }
}
