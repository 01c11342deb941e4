import { Button, Tooltip } from '@mantine/core';
import { IconEraser } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { DatasetInfo } from '#shared/data/dataset';
import { sampleClasses } from '#shared/data/targets';
import { fromWire, type WireTensor } from '#shared/protocol/tensor';
import { DrawPad } from './DrawPad';
import styles from './inspect.module.css';
import { clearProbe, useProbe } from './probe';
import { SampleChooser } from './SampleChooser';
import { SamplePicture } from './SamplePicture';

/** The probe of an image dataset: drawn by hand, or taken from the validation samples. */
export function ImageProbe({ info }: { info: DatasetInfo }) {
  const probe = useProbe(state => state.probe);
  return (
    <div className={styles.drawing}>
      <DrawPad sampleShape={info.sampleShape} />
      <div className={styles.padSide}>
        <Button variant="default" size="compact-xs" leftSection={<IconEraser size={13} />} onClick={clearProbe}>
          Clear
        </Button>
        <SampleChooser classes={sampleClasses(info)} />
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
