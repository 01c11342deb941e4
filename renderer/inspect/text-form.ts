import type { TextVectorization } from '#shared/data/text/vectorization';
import { useDatasetInfo } from '../document/check';
import { useOpened } from '../runs/open-run';
import { inspectStore, useInspect } from './inspect';

/** How texts become samples of the network at hand: as its run kept it where one was opened, or else by the dataset as it is now. */
const choose = (
  run: string | null,
  opened: { readonly run: string | null; readonly text?: TextVectorization | undefined },
  own: TextVectorization | undefined,
): TextVectorization | undefined => (own && run !== null && opened.run === run && opened.text) || own;

export const textForm = (): TextVectorization | undefined =>
  choose(inspectStore.getState().run, useOpened.getState(), useDatasetInfo.getState().info?.text);

export function useTextForm(): TextVectorization | undefined {
  const run = useInspect(state => state.run);
  return choose(
    run,
    useOpened(),
    useDatasetInfo(state => state.info?.text),
  );
}
