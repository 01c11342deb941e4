/** A kernel that pictures are filtered with by tradition: rows of equal length, for cross-correlation, as convolutions in networks are. */
export interface ClassicKernel {
  readonly title: string;
  /** What the result shows, as a sentence. */
  readonly summary: string;
  readonly rows: readonly (readonly number[])[];
}

const scaled = (factor: number, rows: readonly (readonly number[])[]): readonly (readonly number[])[] =>
  rows.map(row => row.map(value => value * factor));

/** By id, in the order in which they are offered. */
export const CLASSIC_KERNELS = {
  identity: {
    title: 'Identity',
    summary: 'Leaves the picture as it is.',
    rows: [
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
    ],
  },
  edge_diagonal: {
    title: 'Edges, diagonal',
    summary: 'Shows where brightness changes from corner to corner.',
    rows: [
      [1, 0, -1],
      [0, 0, 0],
      [-1, 0, 1],
    ],
  },
  edge_laplacian: {
    title: 'Edges, four neighbours',
    summary: 'The Laplacian: how far a pixel differs from those above, below and beside it.',
    rows: [
      [0, 1, 0],
      [1, -4, 1],
      [0, 1, 0],
    ],
  },
  edge_all: {
    title: 'Edges, eight neighbours',
    summary: 'How far a pixel differs from all those around it.',
    rows: [
      [-1, -1, -1],
      [-1, 8, -1],
      [-1, -1, -1],
    ],
  },
  sharpen: {
    title: 'Sharpen',
    summary: 'Makes every pixel differ more from its neighbours.',
    rows: [
      [0, -1, 0],
      [-1, 5, -1],
      [0, -1, 0],
    ],
  },
  box_blur: {
    title: 'Box blur',
    summary: 'The mean of the nine pixels.',
    rows: scaled(1 / 9, [
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
    ]),
  },
  gaussian_blur: {
    title: 'Gaussian blur',
    summary: 'A mean in which nearer pixels count more.',
    rows: scaled(1 / 16, [
      [1, 2, 1],
      [2, 4, 2],
      [1, 2, 1],
    ]),
  },
  emboss: {
    title: 'Emboss',
    summary: 'Lights the picture from one corner, as if it stood out.',
    rows: [
      [-2, -1, 0],
      [-1, 1, 1],
      [0, 1, 2],
    ],
  },
  sobel_x: {
    title: 'Sobel x',
    summary: 'How fast brightness grows to the right: shows upright edges.',
    rows: [
      [-1, 0, 1],
      [-2, 0, 2],
      [-1, 0, 1],
    ],
  },
  sobel_y: {
    title: 'Sobel y',
    summary: 'How fast brightness grows downwards: shows level edges.',
    rows: [
      [-1, -2, -1],
      [0, 0, 0],
      [1, 2, 1],
    ],
  },
} as const satisfies Readonly<Record<string, ClassicKernel>>;

export type ClassicKernelId = keyof typeof CLASSIC_KERNELS;
