import { create } from 'zustand';
import { toWire, type WireTensor } from '#shared/protocol/tensor';

export interface Point {
  readonly x: number;
  readonly y: number;
}
/** One line of the pen, in shares of the pad's side. */
export type Stroke = readonly Point[];

/** The sample on which the studio shows what the network sees. */
export interface Probe {
  readonly tensor: WireTensor;
  /** What it was made from, where that is a text. */
  readonly text?: string;
  readonly origin:
    | { readonly kind: 'drawn' }
    | { readonly kind: 'point' }
    | { readonly kind: 'typed' }
    | { readonly kind: 'sample'; readonly label: number | null; readonly index: number };
}

interface ProbeState {
  readonly probe: Probe | null;
  readonly strokes: readonly Stroke[];
}

export const useProbe = create<ProbeState>(() => ({ probe: null, strokes: [] }));

export const setProbe = (
  shape: readonly number[],
  values: Float32Array,
  origin: Probe['origin'],
  text?: string,
): void =>
  useProbe.setState({ probe: { tensor: toWire(shape, values), origin, ...(text === undefined ? {} : { text }) } });

export const clearProbe = (): void => useProbe.setState({ probe: null, strokes: [] });
