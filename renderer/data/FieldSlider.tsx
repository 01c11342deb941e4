import { Slider } from '@mantine/core';
import type { ParamValue } from '../document/command';
import { useDocument } from '../document/store';
import type { Field } from '../properties/fields';

interface Props {
  readonly field: Field;
  readonly value: ParamValue | undefined;
  readonly onChange: (value: number) => void;
}

/** Beside a number that has both ends of its range: the same by hand. A drag is one undo step. */
export function FieldSlider({ field, value, onChange }: Props) {
  if (field.kind !== 'number' || typeof value !== 'number') return null;
  const { minimum, maximum, integer, title } = field;
  if (minimum === undefined || maximum === undefined) return null;
  const step = integer ? 1 : (maximum - minimum) / 100;
  return (
    <Slider
      size="xs"
      min={minimum}
      max={maximum}
      step={step}
      label={null}
      thumbLabel={`${title}, slider`}
      value={value}
      onChange={moved => onChange(Number(moved.toPrecision(6)))}
      onChangeEnd={() => useDocument.getState().endGesture()}
    />
  );
}
