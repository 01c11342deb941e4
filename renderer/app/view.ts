import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { NodePath } from '#shared/graph/expand';
import type { NodeId } from '#shared/graph/graph';
import type { NoteId } from '#shared/project/place';

export type ThemeChoice = 'auto' | 'light' | 'dark';
export type BottomTab = 'curves' | 'runs' | 'problems' | 'summary' | 'code';
/** What stands in the middle of the window. */
export type CenterView = 'network' | 'data';
export type RightTab = 'properties' | 'inspect';

interface ViewState {
  /** The placed blocks that lead to the one that is open, the outermost first; empty for the network itself. */
  readonly way: NodePath;
  /** Ids of nodes and of notes. */
  readonly selectedNodes: readonly (NodeId | NoteId)[];
  /** Ids as `edgeId` makes them. */
  readonly selectedEdges: readonly string[];
  readonly bottomTab: BottomTab;
  readonly bottomOpen: boolean;
  readonly center: CenterView;
  readonly rightTab: RightTab;
  readonly rightOpen: boolean;
  readonly leftOpen: boolean;
  readonly minimap: boolean;
  /** Whether what is dragged lands on multiples of 10 pixels. */
  readonly snapToGrid: boolean;
  /** Whether what is dragged holds to the edges and middles of others. */
  readonly guides: boolean;
  readonly theme: ThemeChoice;
  /** Sizes of the side panels and the dock, in pixels. */
  readonly sizes: { readonly left: number; readonly right: number; readonly bottom: number };
  select(nodes: readonly (NodeId | NoteId)[], edges?: readonly string[]): void;
  /** Shows a tab of the dock, which opens where it was closed. */
  showBottom(tab: BottomTab): void;
  showRight(tab: RightTab): void;
  showCenter(view: CenterView): void;
  resize(panel: 'left' | 'right' | 'bottom', pixels: number): void;
}

/** What is on screen and how: neither saved with the project nor undone. Panels and theme are remembered by the browser. */
export const useView = create<ViewState>()(
  persist(
    set => ({
      way: [],
      selectedNodes: [],
      selectedEdges: [],
      bottomTab: 'curves',
      bottomOpen: false,
      center: 'network',
      rightTab: 'properties',
      rightOpen: true,
      leftOpen: true,
      minimap: true,
      snapToGrid: true,
      guides: true,
      theme: 'auto',
      sizes: { left: 216, right: 300, bottom: 256 },
      select: (selectedNodes, selectedEdges = []) => set({ selectedNodes, selectedEdges }),
      showBottom: bottomTab => set({ bottomTab, bottomOpen: true }),
      showRight: rightTab => set({ rightTab, rightOpen: true }),
      showCenter: center => set({ center }),
      resize: (panel, pixels) => set(({ sizes }) => ({ sizes: { ...sizes, [panel]: Math.round(pixels) } })),
    }),
    {
      name: 'receptive:view',
      partialize: ({ way: _way, selectedNodes: _nodes, selectedEdges: _edges, center: _center, ...remembered }) =>
        remembered,
    },
  ),
);
