import { Button } from '@mantine/core';
import { memo, useMemo, useState } from 'react';
import type { ColorMap } from './colors';
import styles from './inspect.module.css';
import { PixelCanvas } from './PixelCanvas';
import { aroundZero, colorize, type Plane, rangeOf } from './pixels';

interface MapGridProps {
  /** What one picture is, for labels: `map`, `filter`. */
  readonly noun: string;
  readonly planes: readonly Plane[];
  readonly colors: ColorMap;
  /** Puts 0 in the middle of the colours. */
  readonly signed?: boolean;
}

/** More than these are drawn only on request. */
const MOST_TILES = 64;

/** Pictures side by side, each in its own range of values; a click enlarges one. */
export function MapGrid({ noun, planes, colors, signed = false }: MapGridProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const [all, setAll] = useState(false);
  const shown = all ? planes : planes.slice(0, MOST_TILES);
  const enlarged = chosen === null ? undefined : planes[chosen];
  const tile = planes.length <= 1 ? '160px' : planes.length <= 16 ? '58px' : '42px';
  return (
    <>
      {enlarged && chosen !== null && (
        <Enlarged
          title={`${noun} ${chosen + 1} of ${planes.length}`}
          plane={enlarged}
          colors={colors}
          signed={signed}
        />
      )}
      <div className={styles.maps} style={{ '--tile': tile } as React.CSSProperties}>
        {shown.map((plane, index) => (
          <Tile
            // The place is what a picture is known by: the third filter stays the third.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={index}
            label={`${noun} ${index + 1}`}
            plane={plane}
            colors={colors}
            signed={signed}
            pressed={index === chosen}
            onClick={() => setChosen(index === chosen ? null : index)}
          />
        ))}
      </div>
      {planes.length > MOST_TILES && (
        <Button variant="subtle" size="compact-xs" onClick={() => setAll(!all)}>
          {all ? `Show the first ${MOST_TILES}` : `Show all ${planes.length}`}
        </Button>
      )}
    </>
  );
}

interface TileProps {
  readonly label: string;
  readonly plane: Plane;
  readonly colors: ColorMap;
  readonly signed: boolean;
  readonly pressed: boolean;
  readonly onClick: () => void;
}

const Tile = memo(function Tile({ label, plane, colors, signed, pressed, onClick }: TileProps) {
  const pixels = usePixels(plane, colors, signed);
  return (
    <button
      type="button"
      className={styles.map}
      title={label}
      aria-label={label}
      aria-pressed={pressed}
      onClick={onClick}
    >
      <PixelCanvas width={plane.width} height={plane.height} pixels={pixels} />
    </button>
  );
});

function usePixels(plane: Plane, colors: ColorMap, signed: boolean) {
  return useMemo(() => {
    const range = rangeOf(plane);
    return colorize(plane, signed ? aroundZero(range) : range, colors);
  }, [plane, colors, signed]);
}

const digits = (value: number): string => Number(value.toPrecision(3)).toString();

function Enlarged({
  title,
  plane,
  colors,
  signed,
}: {
  title: string;
  plane: Plane;
  colors: ColorMap;
  signed: boolean;
}) {
  const pixels = usePixels(plane, colors, signed);
  const { low, high } = rangeOf(plane);
  return (
    <div className={styles.enlarged}>
      <PixelCanvas width={plane.width} height={plane.height} pixels={pixels} />
      <div className={styles.facts}>
        <b>{title}</b>
        <span>
          {plane.height} × {plane.width}
        </span>
        <span>
          {digits(low)} to {digits(high)}
        </span>
      </div>
    </div>
  );
}
