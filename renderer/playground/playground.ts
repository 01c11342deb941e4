import { create } from 'zustand';
import type { Picture } from '../inspect/pad-image';
import { tell } from '../ui/tell';
import type { Cell, Filter } from './convolve';
import { classicValues } from './kernel';
import { readPicture } from './read-picture';

interface PlaygroundState extends Filter {
  readonly source: 'shapes' | 'sample' | 'file';
  /** The picture the user brought. */
  readonly file: { readonly name: string; readonly picture: Picture } | null;
  /** The cell of the result that the window gives; it may lie outside after the result shrank. */
  readonly cell: Cell;
}

/** What was last tried; kept while the dialog is closed. */
export const usePlayground = create<PlaygroundState>(() => ({
  kernel: classicValues('sobel_x'),
  stride: 1,
  padding: 'valid',
  source: 'shapes',
  file: null,
  cell: { x: 0, y: 0 },
}));

export const setFilter = (change: Partial<Filter>): void => usePlayground.setState(change);

/** Takes a file of the user's as the picture; what cannot be read is told. */
export async function takeFile(file: File): Promise<void> {
  const read = await readPicture(file);
  if (read.ok) usePlayground.setState({ source: 'file', file: { name: file.name, picture: read.value } });
  else tell.refused(read.error);
}
