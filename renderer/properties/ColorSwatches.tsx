import { UnstyledButton } from '@mantine/core';
import { IconBan, IconCheck } from '@tabler/icons-react';
import { NodeColor } from '#shared/project/place';
import classes from './ColorSwatches.module.css';

interface Props {
  readonly label: string;
  /** `null`: without one; absent where several differ. */
  readonly value: NodeColor | null | undefined;
  readonly onPick: (color: NodeColor | null) => void;
}

/** The colors that nodes and notes can have, as a row of buttons. */
export function ColorSwatches({ label, value, onPick }: Props) {
  return (
    <fieldset className={classes.swatches} aria-label={label}>
      <UnstyledButton
        className={classes.none}
        aria-label="No color of its own"
        title="No color of its own"
        aria-pressed={value === null}
        onClick={() => onPick(null)}
      >
        <IconBan size={14} aria-hidden />
      </UnstyledButton>
      {NodeColor.options.map(color => (
        <UnstyledButton
          key={color}
          className={classes.swatch}
          data-color={color}
          aria-label={color}
          title={color}
          aria-pressed={value === color}
          onClick={() => onPick(color)}
        >
          {value === color && <IconCheck size={13} stroke={3} aria-hidden />}
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
