import { useMemo } from 'react';
import { grey } from './colors';
import { PixelCanvas } from './PixelCanvas';
import { channelOf, colorize, colorPicture } from './pixels';

interface SamplePictureProps {
  readonly shape: readonly number[];
  /** 0 to 1. */
  readonly values: Float32Array;
  readonly className?: string;
}

/** Whether a tensor can be shown as a person would see it: one or three channels. */
export const isPicture = (shape: readonly number[]): boolean =>
  shape.length === 3 && (shape[2] === 1 || shape[2] === 3);

const FULL = { low: 0, high: 1 };

/** A sample as a person would see it: grey, or in colour where it has three channels. */
export function SamplePicture({ shape, values, className }: SamplePictureProps) {
  const [height = 1, width = 1, channels = 1] = shape;
  const pixels = useMemo(
    () => (channels === 3 ? colorPicture(values, shape, FULL) : colorize(channelOf(values, shape, 0), FULL, grey)),
    [values, shape, channels],
  );
  return <PixelCanvas width={width} height={height} pixels={pixels} className={className} />;
}
