import { create } from 'zustand';
import { persist } from 'zustand/middleware';

interface CurveOptions {
  /** The weight of the past in the moving average, 0 to 0.99. */
  readonly smoothing: number;
  readonly logScale: boolean;
}

/** How curves are drawn; remembered by the browser. */
export const useCurveOptions = create<CurveOptions>()(
  persist((): CurveOptions => ({ smoothing: 0, logScale: false }), { name: 'receptive:curves' }),
);
