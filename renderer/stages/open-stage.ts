import { create } from 'zustand';
import type { NodeId } from '#shared/graph/graph';

/** Which list of a stage's nodes: those it trains or freezes, or those of a group of rates. */
export type NodeList = 'trainable' | { readonly group: number };

interface OpenStage {
  /** The stage whose form is open, from 0; the canvas marks what it freezes. */
  readonly open: number | null;
  /** What the selection on the canvas is picked for, and what was selected before. */
  readonly picking: { readonly list: NodeList; readonly before: readonly NodeId[] } | null;
}

/** What the editor of stages shows: neither saved nor undone. */
export const useOpenStage = create<OpenStage>(() => ({ open: null, picking: null }));

export const openStage = (open: number | null): void => useOpenStage.setState({ open, picking: null });
