import { Button, Select } from '@mantine/core';
import { IconDice5, IconEraser } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { DatasetInfo } from '#shared/data/dataset';
import { fromWire, type WireTensor } from '#shared/protocol/tensor';
import { DrawPad } from './DrawPad';
import styles from './inspect.module.css';
import { clearProbe, type Probe, useProbe } from './probe';
import { SamplePicture } from './SamplePicture';
import { randomSample } from './samples';

const ANY = 'any';

/** The probe of an image dataset: drawn by hand, or taken from the validation samples. */
export function ImageProbe({ info }: { info: DatasetInfo }) {
  const probe = useProbe(state => state.probe);
  const [choice, setChoice] = useState(ANY);
  const classIndex = choice === ANY ? null : Number(choice);
  const classes = [
    { value: ANY, label: 'Any class' },
    ...info.classes.map((name, index) => ({ value: String(index), label: `Class ${name}` })),
  ];
  return (
    <>
      <div className={styles.drawing}>
        <DrawPad sampleShape={info.sampleShape} />
        <div className={styles.padSide}>
          <Button variant="default" size="compact-xs" leftSection={<IconEraser size={13} />} onClick={clearProbe}>
            Clear
          </Button>
          <span className={styles.gap} />
          <div className={styles.result}>
            {probe ? <Preview tensor={probe.tensor} /> : null}
            What the network gets
          </div>
        </div>
      </div>
      <div className={styles.row}>
        <Select
          size="xs"
          w={110}
          aria-label="Class of the sample"
          data={classes}
          value={choice}
          onChange={value => {
            setChoice(value ?? ANY);
            void randomSample(value === null || value === ANY ? null : Number(value));
          }}
        />
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDice5 size={14} />}
          onClick={() => void randomSample(classIndex)}
        >
          Random sample
        </Button>
      </div>
      {probe && <p className={styles.hint}>{describe(probe, info)}</p>}
    </>
  );
}

function Preview({ tensor }: { tensor: WireTensor }) {
  const values = useMemo(() => fromWire(tensor), [tensor]);
  return <SamplePicture shape={tensor.shape} values={values} />;
}

function describe({ origin }: Probe, info: DatasetInfo): string {
  if (origin.kind !== 'sample') return 'Your drawing.';
  const label = origin.label === null ? '' : `, labelled ${info.classes[origin.label] ?? origin.label}`;
  return `A validation sample${label}. Draw on it to make your own.`;
}
