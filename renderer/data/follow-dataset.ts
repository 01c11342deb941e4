import { setDatasetInfo } from '../document/check';
import { useDocument } from '../document/store';
import { datasetInfo } from '../engine/datasets';
import { engine } from '../engine/engine';

/** Asks the engine for what it knows of the open project's dataset. */
export async function lookAtDataset(): Promise<void> {
  const { data } = useDocument.getState().project;
  const answer = await datasetInfo(data);
  // While the answer was on its way the project may have turned to another dataset.
  if (useDocument.getState().project.data !== data) return;
  if (answer.ok) return setDatasetInfo(answer.value);
  const { error } = answer;
  if (error.code !== 'engine/gone')
    setDatasetInfo(undefined, error.code === 'project/untrainable' ? error.problems : []);
}

/** Looks up the open project's dataset whenever it changes, so that the network can be checked against it. */
export function followDataset(): () => void {
  const stopDocument = useDocument.subscribe((now, before) => {
    if (now.project.data !== before.project.data) void lookAtDataset();
  });
  const stopEngine = engine.onReady(() => void lookAtDataset());
  return () => {
    stopDocument();
    stopEngine();
  };
}
