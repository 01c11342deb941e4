import { useView } from '../app/view';
import { tell } from '../ui/tell';
import { type Command, describeCommandRefusal } from './command';
import type { Edit } from './edits';
import { dispatchHere } from './level';

/** Applies what a user's gesture asks for, at the level that is open; a refusal is told. @returns whether it was applied. */
export function perform(command: Command): boolean {
  const done = dispatchHere(command);
  if (!done.ok) tell.refused(describeCommandRefusal(done.error));
  return done.ok;
}

/** Applies an edit and selects what it names. */
export function performEdit({ command, select }: Edit): boolean {
  const done = perform(command);
  if (done) useView.getState().select(select);
  return done;
}
