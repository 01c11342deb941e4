import type { DataSettings } from '#shared/data/dataset';
import { err, ok, type Result } from '#shared/result';
import { describeCommandRefusal } from '../document/command';
import { useDocument } from '../document/store';

/** Changes some of the project's data settings; `undefined` takes one away. What follows one another in a field is one undo step. */
export function setData(changes: Partial<DataSettings>): Result<null, string> {
  const { project, dispatch } = useDocument.getState();
  const done = dispatch({ do: 'data.set', data: { ...project.data, ...changes } });
  if (done.ok) return ok(null);
  return err(done.error.code === 'setting/invalid' ? done.error.message : describeCommandRefusal(done.error));
}

/** As `setData`, as an undo step of its own. */
export function setDataOnce(changes: Partial<DataSettings>): Result<null, string> {
  const { endGesture } = useDocument.getState();
  endGesture();
  const done = setData(changes);
  endGesture();
  return done;
}
