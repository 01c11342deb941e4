import { IconPhotoSearch, IconRefresh } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { DataSettings, DatasetInfo } from '#shared/data/dataset';
import { useView } from '../app/view';
import { useDatasetInfo } from '../document/check';
import { useDocument } from '../document/store';
import { drawPlane } from '../inspect/draw-plane';
import { usePlane } from '../inspect/plane';
import { isPicture, SamplePicture } from '../inspect/SamplePicture';
import textStyles from '../text/text.module.css';
import { useTheme } from '../theme/theme';
import { formatCount } from '../ui/format';
import styles from './data.module.css';
import { lookAtDataset } from './follow-dataset';
import { ReportNotes } from './ReportNotes';
import { useClassSamples } from './use-class-samples';

/** What the project trains on: a few samples of each class, and how many of it there are. */
export function DatasetPreview() {
  const info = useDatasetInfo(state => state.info);
  const data = useDocument(state => state.project.data);
  if (!info) return null;
  return (
    <div className={styles.preview}>
      <button type="button" className={styles.again} onClick={() => useView.getState().showCenter('data')}>
        <IconPhotoSearch size={13} aria-hidden /> Look at all of it
      </button>
      {info.kind === 'points' ? <PointCloud /> : <ClassRows info={info} data={data} />}
    </div>
  );
}

function ClassRows({ info, data }: { info: DatasetInfo; data: DataSettings }) {
  const { rows, report, reading, trouble } = useClassSamples(info, data);
  const most = Math.max(1, ...rows.map(({ total }, i) => total + (report?.classes[i]?.validation ?? 0)));
  if (trouble !== null) {
    return (
      <div className={styles.trouble}>
        <p>{trouble}</p>
        {info.ownFiles && <ReadAgain />}
      </div>
    );
  }
  return (
    <>
      {reading !== null && (
        <p className={styles.reading} role="status">
          {reading} …
        </p>
      )}
      <table className={styles.classes} aria-label="A few training samples of each class">
        <tbody>
          {/* Until those of another dataset come, there may be rows of classes that it does not have. */}
          {rows.slice(0, info.classes.length).map(({ shape, pictures, texts, total }, index) => (
            <tr key={info.classes[index]}>
              <th scope="row">{info.classes[index]}</th>
              <td className={texts.length > 0 ? textStyles.fewCell : styles.samples}>
                {texts.length > 0 && <FewTexts texts={texts} />}
                {isPicture(shape) &&
                  pictures.map((values, place) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: samples come in the order of the dataset
                    <SamplePicture key={place} shape={shape} values={values} className={styles.sample} />
                  ))}
              </td>
              <td className={styles.total}>
                <Balance training={total} validation={report?.classes[index]?.validation} most={most} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {info.classes.length > rows.length && rows.length > 0 && (
        <p className={styles.reading}>and {formatCount(info.classes.length - rows.length)} more classes</p>
      )}
      {report && <ReportNotes report={report} />}
      {report && <ReadAgain />}
    </>
  );
}

const FEW = 2;

const FewTexts = ({ texts }: { texts: readonly string[] }) => (
  <div>
    {texts.slice(0, FEW).map(text => (
      <span key={text} className={textStyles.few} title={text}>
        {text}
      </span>
    ))}
  </div>
);

/** Files may have changed since they were read. */
function ReadAgain() {
  return (
    <button type="button" className={styles.again} onClick={() => void lookAtDataset()}>
      <IconRefresh size={13} aria-hidden /> Read the files again
    </button>
  );
}

interface BalanceProps {
  readonly training: number;
  readonly validation: number | undefined;
  /** Of the largest class, both parts together. */
  readonly most: number;
}

/** How large a class is, beside the others. */
function Balance({ training, validation = 0, most }: BalanceProps) {
  const part = (count: number) => ({ width: `${(100 * count) / most}%` });
  const words =
    validation > 0 ? `${formatCount(training)} to train on, ${formatCount(validation)} to validate` : undefined;
  return (
    <span className={styles.balance} title={words}>
      <span>{formatCount(training + validation)}</span>
      <span className={styles.bar} aria-hidden>
        <span style={part(training)} />
        <span style={part(validation)} />
      </span>
    </span>
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
