import { useEffect, useRef, useState } from 'react';
import type { DataSettings, DatasetInfo } from '#shared/data/dataset';
import { describeEngineError } from '#shared/protocol/errors';
import { fromWire } from '#shared/protocol/tensor';
import { useDatasetInfo } from '../document/check';
import { useDocument } from '../document/store';
import { engine, useEngine } from '../engine/engine';
import { drawPlane } from '../inspect/draw-plane';
import { usePlane } from '../inspect/plane';
import { SamplePicture } from '../inspect/SamplePicture';
import { useTheme } from '../theme/theme';
import { formatCount } from '../ui/format';
import styles from './data.module.css';

/** What the project trains on: a few samples of each class, and how many of it there are. */
export function DatasetPreview() {
  const info = useDatasetInfo(state => state.info);
  const data = useDocument(state => state.project.data);
  if (!info) return null;
  return (
    <div className={styles.preview}>
      {info.kind === 'image' ? <ImageRows info={info} data={data} /> : <PointCloud />}
    </div>
  );
}

interface ClassSamples {
  readonly shape: readonly number[];
  readonly pictures: readonly Float32Array[];
  /** Training samples of the class. */
  readonly total: number;
}

const A_CLASS = 8;
/** Datasets with more classes show only the first ones. */
const MOST_CLASSES = 20;

function ImageRows({ info, data }: { info: DatasetInfo; data: DataSettings }) {
  const [rows, setRows] = useState<readonly ClassSamples[]>([]);
  const [trouble, setTrouble] = useState<string | null>(null);
  const ready = useEngine(state => state.connection.state === 'ready');
  useEffect(() => {
    let current = true;
    const load = async () => {
      const loaded: ClassSamples[] = [];
      for (const classIndex of info.classes.keys()) {
        if (classIndex >= MOST_CLASSES) break;
        const ask = { data, split: 'training', start: 0, count: A_CLASS, classIndex } as const;
        const answer = await engine.request('dataset.samples', ask);
        if (!current) return;
        if (!answer.ok) {
          setTrouble(describeEngineError(answer.error));
          return;
        }
        const { samples, total } = answer.value;
        const [count = 0, ...shape] = samples.shape;
        const values = fromWire(samples);
        const size = values.length / Math.max(1, count);
        const pictures = Array.from({ length: count }, (_, i) => values.subarray(i * size, (i + 1) * size));
        loaded.push({ shape, pictures, total });
      }
      setRows(loaded);
      setTrouble(null);
    };
    if (ready) void load();
    return () => {
      current = false;
    };
  }, [info, data, ready]);

  if (trouble) return <p className={styles.trouble}>{trouble}</p>;
  return (
    <table className={styles.classes} aria-label="A few training samples of each class">
      <tbody>
        {rows.map(({ shape, pictures, total }, index) => (
          <tr key={info.classes[index]}>
            <th scope="row">{info.classes[index]}</th>
            <td className={styles.samples}>
              {pictures.map((values, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: samples come in the order of the dataset
                <SamplePicture key={place} shape={shape} values={values} className={styles.sample} />
              ))}
            </td>
            <td className={styles.total}>{formatCount(total)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PointCloud() {
  const ref = useRef<HTMLCanvasElement>(null);
  const plane = usePlane();
  const theme = useTheme();
  useEffect(() => {
    const context = ref.current?.getContext('2d');
    if (context) drawPlane(context, 400, { plane, boundary: null, place: null, dark: theme === 'dark' });
  }, [plane, theme]);
  return (
    <canvas
      ref={ref}
      width={400}
      height={400}
      className={styles.cloud}
      role="img"
      aria-label="The training points, coloured by class"
    />
  );
}
