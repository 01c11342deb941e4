import type { PictureSizes } from '#shared/data/dataset';
import { formatCount } from '../ui/format';
import styles from './dataset-view.module.css';

/** The sizes that most pictures have in their files, and how many have them. */
export function PictureSizesList({ sizes: { different, common } }: { sizes: PictureSizes }) {
  const others = different - common.length;
  return (
    <dl className={styles.sizes} aria-label="Sizes of the pictures">
      {common.map(({ height, width, count }) => (
        <div key={`${height} ${width}`}>
          <dt>
            {height} × {width}
          </dt>
          <dd>{formatCount(count)}</dd>
        </div>
      ))}
      {others > 0 && <div>and {formatCount(others)} other sizes</div>}
    </dl>
  );
}
