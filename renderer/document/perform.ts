import { useView } from '../app/view';
import { tell } from '../ui/tell';
import { type Command, describeCommandRefusal } from './command';
import type { Edit } from './edits';
import { useDocument } from './store';

/** Applies what a user's gesture asks for; a refusal is told. @returns whether it was applied. */
export function perform(command: Command): boolean {
  const done = useDocument.getState().dispatch(command);
  if (!done.ok) tell.refused(describeCommandRefusal(done.error));
  return done.ok;
}

/** Applies an edit and selects what it names. */
export function performEdit({ command, select }: Edit): boolean {
  const done = perform(command);
  if (done) useView.getState().select(select);
  return done;
}
