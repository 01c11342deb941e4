import { setDatasetInfo } from '../document/check';
import { useDocument } from '../document/store';
import { datasetInfo } from '../engine/datasets';
import { engine } from '../engine/engine';

/** Looks up the open project's dataset whenever it changes, so that the network can be checked against it. */
export function followDataset(): () => void {
  const look = async () => {
    const { data } = useDocument.getState().project;
    const answer = await datasetInfo(data);
    // While the answer was on its way the project may have turned to another dataset.
    if (useDocument.getState().project.data !== data) return;
    if (answer.ok) setDatasetInfo(answer.value);
    else if (answer.error.code !== 'engine/gone') setDatasetInfo(undefined);
  };
  const stopDocument = useDocument.subscribe((now, before) => {
    if (now.project.data !== before.project.data) void look();
  });
  const stopEngine = engine.onReady(() => void look());
  return () => {
    stopDocument();
    stopEngine();
  };
}
