import { Button, Select, Tooltip } from '@mantine/core';
import { IconDice5 } from '@tabler/icons-react';
import { useState } from 'react';
import { randomSample } from './samples';

const ANY = 'any';

/** Makes a validation sample the probe: of any class, or of one. */
export function SampleChooser({ classes }: { classes: readonly string[] }) {
  const [choice, setChoice] = useState(ANY);
  const classIndex = choice === ANY ? null : Number(choice);
  const choices = [
    { value: ANY, label: 'Any' },
    ...classes.map((name, index) => ({ value: String(index), label: name })),
  ];
  return (
    <>
      <Tooltip label="Take a validation sample">
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconDice5 size={13} />}
          onClick={() => void randomSample(classIndex)}
        >
          Sample
        </Button>
      </Tooltip>
      {classes.length > 0 && (
        <Select
          size="xs"
          aria-label="Class of the sample"
          data={choices}
          value={choice}
          onChange={value => {
            setChoice(value ?? ANY);
            void randomSample(value === null || value === ANY ? null : Number(value));
          }}
        />
      )}
    </>
  );
}
