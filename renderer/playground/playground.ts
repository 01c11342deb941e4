import { create } from 'zustand';
import type { Picture } from '../inspect/pad-image';
import { tell } from '../ui/tell';
import { startCamera } from './camera';
import type { Cell, Filter } from './convolve';
import { classicValues } from './kernel';
import { readPicture } from './read-picture';

interface PlaygroundState extends Filter {
  readonly source: 'shapes' | 'sample' | 'file' | 'camera';
  /** The picture the user brought, or the last one of the camera. */
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

/** Takes the camera's pictures, one after another, until another source is chosen. @returns how to end it. */
export function followCamera(): () => void {
  let stop: (() => void) | null = null;
  let isOver = false;
  const take = (picture: Picture) => usePlayground.setState({ file: { name: 'Camera', picture } });
  void startCamera(take, holdCamera).then(started => {
    if (started.ok) stop = started.value;
    else if (!isOver) {
      tell.refused(started.error);
      usePlayground.setState({ source: 'shapes' });
    }
    if (isOver) stop?.();
  });
  return () => {
    isOver = true;
    stop?.();
  };
}

/** Lets the camera go; its last picture stays. */
export function holdCamera(): void {
  const { source, file } = usePlayground.getState();
  if (source === 'camera') usePlayground.setState({ source: file ? 'file' : 'shapes' });
}

/** Takes a file of the user's as the picture; what cannot be read is told. */
export async function takeFile(file: File): Promise<void> {
  const read = await readPicture(file);
  if (read.ok) usePlayground.setState({ source: 'file', file: { name: file.name, picture: read.value } });
  else tell.refused(read.error);
}
