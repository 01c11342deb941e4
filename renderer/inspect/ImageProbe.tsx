import { Button, Select, Tooltip } from '@mantine/core';
import { IconDice5, IconEraser } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { DatasetInfo } from '#shared/data/dataset';
import { fromWire, type WireTensor } from '#shared/protocol/tensor';
import { DrawPad } from './DrawPad';
import styles from './inspect.module.css';
import { clearProbe, useProbe } from './probe';
import { SamplePicture } from './SamplePicture';
import { randomSample } from './samples';

const ANY = 'any';

/** The probe of an image dataset: drawn by hand, or taken from the validation samples. */
export function ImageProbe({ info }: { info: DatasetInfo }) {
  const probe = useProbe(state => state.probe);
  const [choice, setChoice] = useState(ANY);
  const classIndex = choice === ANY ? null : Number(choice);
  const classes = [
    { value: ANY, label: 'Any' },
    ...info.classes.map((name, index) => ({ value: String(index), label: name })),
  ];
  return (
    <div className={styles.drawing}>
      <DrawPad sampleShape={info.sampleShape} />
      <div className={styles.padSide}>
        <Button variant="default" size="compact-xs" leftSection={<IconEraser size={13} />} onClick={clearProbe}>
          Clear
        </Button>
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
        <Select
          size="xs"
          aria-label="Class of the sample"
          data={classes}
          value={choice}
          onChange={value => {
            setChoice(value ?? ANY);
            void randomSample(value === null || value === ANY ? null : Number(value));
          }}
        />
        <span className={styles.gap} />
        <Tooltip label="What the network gets" position="left">
          <div className={styles.result}>{probe && <Preview tensor={probe.tensor} />}</div>
        </Tooltip>
      </div>
    </div>
  );
}

function Preview({ tensor }: { tensor: WireTensor }) {
  const values = useMemo(() => fromWire(tensor), [tensor]);
  return <SamplePicture shape={tensor.shape} values={values} />;
}
