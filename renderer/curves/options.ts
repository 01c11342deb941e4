import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { BesideName } from './beside';

interface CurveOptions {
  /** The weight of the past in the moving average, 0 to 0.99. */
  readonly smoothing: number;
  readonly logScale: boolean;
  /** What the chart beside the loss shows. */
  readonly beside: BesideName;
}

/** How curves are drawn; remembered by the browser. */
export const useCurveOptions = create<CurveOptions>()(
  persist((): CurveOptions => ({ smoothing: 0, logScale: false, beside: 'accuracy' }), { name: 'receptive:curves' }),
);
