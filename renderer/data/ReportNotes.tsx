import type { DatasetReport, SkippedFile } from '#shared/data/dataset';
import { formatCount, plural } from '../ui/format';
import styles from './data.module.css';

/** Files that could not be used, and those in both parts; each list opens on a click. */
export function ReportNotes({ report: { skipped, duplicates } }: { report: DatasetReport }) {
  const isLine = ({ file }: SkippedFile) => file.startsWith('line ') || file.startsWith('column ');
  const skippedNoun = skipped.files.every(isLine) ? 'line' : 'file';
  const [pair] = duplicates.pairs;
  const isText = pair !== undefined && /\.txt$|^line \d+$/i.test(pair.validation);
  const duplicateNoun = isText ? 'text' : 'picture';
  return (
    <>
      {skipped.total > 0 && (
        <details className={styles.notes}>
          <summary>
            {plural(skipped.total, skippedNoun)} {skipped.total === 1 ? 'was' : 'were'} skipped
          </summary>
          <ul>
            {skipped.files.map(({ file, reason }) => (
              <li key={file}>
                <code>{file}</code> {reason}
              </li>
            ))}
            <More shown={skipped.files.length} total={skipped.total} />
          </ul>
        </details>
      )}
      {duplicates.total > 0 && (
        <details className={styles.notes}>
          <summary>
            {plural(duplicates.total, duplicateNoun)} for validation {duplicates.total === 1 ? 'is' : 'are'} in training
            too
          </summary>
          <p>The validation accuracy looks better than it is: take one of each pair away.</p>
          <ul>
            {duplicates.pairs.map(({ training, validation }) => (
              <li key={validation}>
                <code>{validation}</code> is the same as <code>{training}</code>
              </li>
            ))}
            <More shown={duplicates.pairs.length} total={duplicates.total} />
          </ul>
        </details>
      )}
    </>
  );
}

const More = ({ shown, total }: { shown: number; total: number }) =>
  total > shown ? <li>and {formatCount(total - shown)} more</li> : null;
