/** Which of the studio's two typefaces. */
export type Face = 'ui' | 'code';

export interface TextStyle {
  readonly face: Face;
  /** In pixels. */
  readonly size: number;
  readonly weight: 400 | 500 | 600;
  readonly italic?: boolean;
}

/** What a diagram is made of; colors as `#rrggbb`, lengths in pixels at zoom 1. */
export type Shape =
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radius: number;
      readonly fill: string;
      /** From 0 to 1. */
      readonly opacity?: number;
      readonly stroke?: string;
      readonly strokeWidth?: number;
      readonly dash?: readonly number[];
    }
  | {
      readonly kind: 'path';
      /** As SVG writes paths. */
      readonly d: string;
      readonly fill?: string;
      readonly stroke?: string;
      readonly strokeWidth?: number;
      readonly dash?: readonly number[];
    }
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Of the start of the text, or of its end. */
      readonly x: number;
      /** Of the baseline. */
      readonly y: number;
      readonly anchor: 'start' | 'end';
      readonly fill: string;
      readonly style: TextStyle;
    };

/** Shapes that belong together: a layer, a wire, a note, the frame of a group. */
export interface Group {
  readonly name: string;
  readonly shapes: readonly Shape[];
}

/** A picture of a network that SVG and canvas draw alike. */
export interface Drawing {
  readonly title: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Absent: transparent. */
  readonly background?: string;
  readonly groups: readonly Group[];
}

/** How wide a text is drawn, in pixels. */
export type Measure = (text: string, style: TextStyle) => number;

/** Families by name first, so that a reader without the studio's own typefaces sees something like them. */
export const FAMILIES: Readonly<Record<Face, string>> = {
  ui: "'Inter Variable', Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif",
  code: "'JetBrains Mono Variable', 'JetBrains Mono', Menlo, Consolas, monospace",
};
