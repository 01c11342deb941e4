import { Slider, Text } from '@mantine/core';
import { useId } from 'react';

interface Props {
  readonly value: number;
  readonly className: string | undefined;
  readonly onChange: (smoothing: number) => void;
}

/** How much of the values before counts in each point of a curve, from 0 to 0.99. */
export function SmoothingSlider({ value, className, onChange }: Props) {
  const labelId = useId();
  return (
    <>
      <Text size="xs" c="dimmed" id={labelId}>
        Smoothing
      </Text>
      <Slider
        className={className}
        size="xs"
        min={0}
        max={0.99}
        step={0.01}
        value={value}
        label={shown => shown.toFixed(2)}
        thumbProps={{ 'aria-labelledby': labelId }}
        onChange={onChange}
      />
    </>
  );
}
