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

interface Picture {
  readonly values: Float32Array;
  /** Which classes a mixture is of, the largest share first; none where it is not mixed. */
  readonly shares: readonly { readonly label: number; readonly share: number }[];
}

interface Drawn {
  readonly shape: readonly number[];
  /** By sample: first as it is, then its draws. */
  readonly rows: readonly (readonly Picture[])[];
}

interface Wish {
  readonly data: DataSettings;
  readonly classes: number;
  /** Another round takes other samples, and other classes where there are more than rows. */
  readonly round: number;
  readonly seed: number;
  readonly batchSize: number;
  readonly firstEpoch: number;
}

/** Asks for a few samples without augmentation, each of another class where it can be, and for several random draws of each. */
async function draw(wish: Wish): Promise<Result<Drawn, EngineError>> {
  const { classes, round } = wish;
  const places = Array.from({ length: SAMPLES }, (_, row) => round * SAMPLES + row);
  const rows = await Promise.all(places.map(at => drawOne(wish, at % classes, Math.floor(at / classes))));
  const drawn: Picture[][] = [];
  let shape: readonly number[] = [];
  for (const row of rows) {
    if (!row.ok) return row;
    shape = row.value.shape;
    // A small class may have none left.
    if (row.value.pictures[0]?.values.length) drawn.push(row.value.pictures);
  }
  return ok({ shape, rows: drawn });
}

async function drawOne({ data, seed, batchSize, firstEpoch }: Wish, classIndex: number, start: number) {
  const pictures: Picture[] = [];
  let shape: readonly number[] = [];
  for (let column = 0; column <= DRAWS; column++) {
    const augmented = column === 0 ? undefined : { seed, batchSize, epoch: firstEpoch + column - 1 };
    const ask = { data, split: 'training', start, count: 1, classIndex, shown: true, augmented } as const;
    const answer = await engine.request('dataset.samples', ask);
    if (!answer.ok) return answer;
    shape = answer.value.samples.shape.slice(1);
    pictures.push({ values: fromWire(answer.value.samples), shares: answer.value.mixed?.[0] ?? [] });
  }
  return ok({ shape, pictures });
}

/** What the augmentations make of real training samples: the draws that the first epochs of a run will see; shuffled, those of later ones. */
export function AugmentationPreview({ info }: { info: DatasetInfo }) {
  const data = useDocument(state => state.project.data);
  const seed = useDocument(state => state.project.training.seed);
  const batchSize = useDocument(state => state.project.training.batchSize);
  const [firstEpoch, setFirstEpoch] = useState(0);
  const [round, setRound] = useState(0);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const last = useRef(0);
  const classes = info.classes.length;
  // The info is new whenever the dataset has been looked at anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const mine = ++last.current;
    const look = async () => {
      const answer = await draw({ data, classes, round, seed, batchSize, firstEpoch });
      if (last.current !== mine) return;
      if (answer.ok) setDrawn(answer.value);
      setTrouble(answer.ok || answer.error.code === 'cancelled' ? null : describeEngineError(answer.error));
    };
    const timer = setTimeout(() => void look(), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [info, data, round, seed, batchSize, firstEpoch]);

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
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPhoto size={14} aria-hidden />}
          onClick={() => setRound(next => next + 1)}
        >
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
                {pictures.map(({ values, shares }, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: draws come in the order of their epochs
                  <td key={column}>
                    <SamplePicture shape={drawn.shape} values={values} className={styles.picture} />
                    {shares.length > 0 && <Shares shares={shares} classes={info.classes} />}
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

/** The labels of a mixture with their shares. */
function Shares({ shares, classes }: { readonly shares: Picture['shares']; readonly classes: readonly string[] }) {
  return (
    <span className={styles.shares}>
      {shares.map(({ label, share }) => `${classes[label] ?? label} ${Math.round(100 * share)} %`).join(', ')}
    </span>
  );
}
