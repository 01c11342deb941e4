import type { DatasetInfo } from '#shared/data/dataset';
import { Tokens } from '../text/Tokens';
import styles from '../text/text.module.css';
import type { Sample } from './use-sample-pages';

/** A text of a list with its class, cut to two lines; all of it shows on hover. */
export function TextLine({ sample, info }: { sample: Sample | undefined; info: DatasetInfo }) {
  const name = sample ? (info.classes[sample.label] ?? '') : '';
  return (
    <div className={styles.line} title={sample?.text}>
      <span title={name}>{name}</span>
      <span className={styles.clamped}>
        {sample?.text !== undefined && info.text && <Tokens text={sample.text} form={info.text} />}
      </span>
    </div>
  );
}
