import { create } from 'zustand';

/** What is being renamed, or written, on the canvas: the id of a node, a note or a group; one at a time. */
export const useNaming = create<{ readonly naming: string | null }>(() => ({ naming: null }));

export const startNaming = (id: string): void => useNaming.setState({ naming: id });

/** Only the one that is meant: another may have begun meanwhile. */
export function stopNaming(id: string): void {
  if (useNaming.getState().naming === id) useNaming.setState({ naming: null });
}
