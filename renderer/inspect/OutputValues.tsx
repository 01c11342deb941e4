import type { DatasetTarget } from '#shared/data/targets';
import { formatTick } from '../curves/format';
import { ClassMapPicture } from './ClassMapPicture';
import styles from './inspect.module.css';
import { LiveMark } from './LiveMark';
import { SeenOutput } from './NodeOutput';
import { isPicture, SamplePicture } from './SamplePicture';
import type { Seen } from './snapshots';

/** More numbers than this are told apart better as bars. */
const MOST_NUMBERS = 12;

interface Props {
  readonly title: string | undefined;
  readonly target: DatasetTarget | undefined;
  readonly seen: Seen;
  readonly step: number;
}

/** What an output predicts that names no class: a few numbers, a picture, or what a node's output is drawn as. */
export function OutputValues({ title, target, seen, step }: Props) {
  const { shape, values } = seen;
  const names = target?.kind === 'numbers' ? target.columns : undefined;
  const isClassMap = target?.kind === 'class-map' && shape.length === 3;
  const isLikePicture = target?.kind === 'input' && isPicture(shape);
  return (
    <section className={styles.section} aria-label={title === undefined ? 'Prediction' : `Prediction of ${title}`}>
      <h3 className={styles.heading}>
        <span>{title ?? 'Prediction'}</span>
        <LiveMark step={step} />
      </h3>
      {isClassMap && <ClassMapPicture seen={seen} classes={target.classes} />}
      {isLikePicture && <SamplePicture shape={shape} values={values} />}
      {!isLikePicture && !isClassMap && shape.length === 1 && values.length <= MOST_NUMBERS ? (
        <ol className={styles.prediction}>
          {Array.from(values, (value, index) => (
            <li key={names?.[index] ?? index}>
              <span className={styles.class}>{names?.[index] ?? index + 1}</span>
              <span />
              <span className={styles.share}>{formatTick(value)}</span>
            </li>
          ))}
        </ol>
      ) : (
        !isLikePicture && !isClassMap && <SeenOutput seen={seen} />
      )}
    </section>
  );
}
