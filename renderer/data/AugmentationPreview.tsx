import { Button } from '@mantine/core';
import { IconArrowsShuffle, IconPhoto } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { DataSettings, DatasetInfo } from '#shared/data/dataset';
import { describeEngineError, type EngineError } from '#shared/protocol/errors';
import { fromWire } from '#shared/protocol/tensor';
import { ok, type Result } from '#shared/result';
import { useDocument } from '../document/store';
import { engine } from '../engine/engine';
import { isPicture, SamplePicture } from '../inspect/SamplePicture';
import styles from './dataset-view.module.css';

const SAMPLES = 4;
const DRAWS = 6;
/** A value that is being typed is not drawn at every key, in milliseconds. */
const SETTLE_MS = 150;

interface Drawn {
  readonly shape: readonly number[];
  /** By sample: first as it is, then its draws. */
  readonly rows: readonly (readonly Float32Array[])[];
  readonly labels: readonly number[];
}

/** Asks for a few samples without augmentation, and for several random draws of each. */
async function draw(
  data: DataSettings,
  start: number,
  seed: number,
  firstEpoch: number,
): Promise<Result<Drawn, EngineError>> {
  const ask = (augmented?: { seed: number; epoch: number }) =>
    engine.request('dataset.samples', { data, split: 'training', start, count: SAMPLES, shown: true, augmented });
  const plain = await ask();
  if (!plain.ok) return plain;
  const { samples, labels } = plain.value;
  const [, ...shape] = samples.shape;
  const columns = [fromWire(samples)];
  for (let epoch = firstEpoch; epoch < firstEpoch + DRAWS; epoch++) {
    const drawn = await ask({ seed, epoch });
    if (!drawn.ok) return drawn;
    columns.push(fromWire(drawn.value.samples));
  }
  const size = shape.reduce((all, side) => all * side, 1);
  const rows = labels.map((_, row) => columns.map(values => values.subarray(row * size, (row + 1) * size)));
  return ok({ shape, rows, labels });
}

/** What the augmentations make of real training samples: the draws that the first epochs of a run will see; shuffled, those of later ones. */
export function AugmentationPreview({ info }: { info: DatasetInfo }) {
  const data = useDocument(state => state.project.data);
  const seed = useDocument(state => state.project.training.seed);
  const [firstEpoch, setFirstEpoch] = useState(0);
  const [start, setStart] = useState(0);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const last = useRef(0);
  // The info is new whenever the dataset has been looked at anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const mine = ++last.current;
    const look = async () => {
      const answer = await draw(data, start, seed, firstEpoch);
      if (last.current !== mine) return;
      if (answer.ok) setDrawn(answer.value);
      setTrouble(answer.ok || answer.error.code === 'cancelled' ? null : describeEngineError(answer.error));
    };
    const timer = setTimeout(() => void look(), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [info, data, start, seed, firstEpoch]);

  const others = () => setStart(Math.floor(Math.random() * Math.max(1, info.trainingSamples - SAMPLES)));
  return (
    <div className={styles.preview}>
      <div className={styles.tools}>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconArrowsShuffle size={14} aria-hidden />}
          onClick={() => setFirstEpoch(epoch => epoch + DRAWS)}
        >
          Shuffle
        </Button>
        <Button variant="default" size="compact-sm" leftSection={<IconPhoto size={14} aria-hidden />} onClick={others}>
          Other samples
        </Button>
        <span className={styles.hint}>
          What epochs {firstEpoch + 1} to {firstEpoch + DRAWS} of a run with this seed see.
        </span>
      </div>
      {trouble !== null && <p className={styles.trouble}>{trouble}</p>}
      {drawn && isPicture(drawn.shape) && (
        <table className={styles.draws} aria-label="Samples and their augmented draws">
          <thead>
            <tr>
              <th scope="col">Sample</th>
              <th scope="col" colSpan={DRAWS}>
                Random draws of it
              </th>
            </tr>
          </thead>
          <tbody>
            {drawn.rows.map((pictures, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: samples come in the order of the dataset
              <tr key={row}>
                {pictures.map((values, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: draws come in the order of their epochs
                  <td key={column}>
                    <SamplePicture shape={drawn.shape} values={values} className={styles.picture} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {drawn && !isPicture(drawn.shape) && <p className={styles.hint}>Samples of this shape have no picture.</p>}
    </div>
  );
}
