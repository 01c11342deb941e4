import { useEffect, useState } from 'react';
import type { DataSettings, DatasetInfo, DatasetReport } from '#shared/data/dataset';
import { describeEngineError } from '#shared/protocol/errors';
import { engine } from '../engine/engine';
import { formatCount } from '../ui/format';
import styles from './dataset-view.module.css';
import { PictureSizesList } from './PictureSizesList';
import { ReportNotes } from './ReportNotes';
import { TextLengthsChart } from './TextLengthsChart';

interface Props {
  readonly info: DatasetInfo;
  readonly data: DataSettings;
  /** `null`: all. */
  readonly chosen: number | null;
  readonly onChoose: (classIndex: number | null) => void;
}

/** What reading the dataset has found; `null` until it has. */
function useDatasetReport(info: DatasetInfo, data: DataSettings) {
  const [report, setReport] = useState<DatasetReport | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  // The info is new whenever the dataset has been looked at anew: its files may have changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    let current = true;
    const look = async () => {
      const answer = await engine.request('dataset.report', data);
      if (!current) return;
      setReport(answer.ok ? answer.value : null);
      setTrouble(answer.ok || answer.error.code === 'cancelled' ? null : describeEngineError(answer.error));
    };
    void look();
    return () => {
      current = false;
    };
  }, [info, data]);
  return { report, trouble };
}

/** The classes and how large each is beside the others; a click shows one alone. Below, what could not be used. */
export function ClassList({ info, data, chosen, onChoose }: Props) {
  const { report, trouble } = useDatasetReport(info, data);
  const most = Math.max(1, ...(report?.classes.map(({ training, validation }) => training + validation) ?? []));
  const width = (count: number) => ({ width: `${(100 * count) / most}%` });
  return (
    <>
      <h3>Classes</h3>
      <button type="button" className={styles.class} aria-pressed={chosen === null} onClick={() => onChoose(null)}>
        <span>All</span>
        <span>{formatCount(info.classes.length)}</span>
      </button>
      {info.classes.map((name, index) => {
        const { training = 0, validation = 0 } = report?.classes[index] ?? {};
        return (
          <button
            key={name}
            type="button"
            className={styles.class}
            aria-pressed={chosen === index}
            title={`${formatCount(training)} to train on, ${formatCount(validation)} to validate`}
            onClick={() => onChoose(index)}
          >
            <span>{name}</span>
            <span>{report ? formatCount(training + validation) : ''}</span>
            <span className={styles.bar} aria-hidden>
              <span style={width(training)} />
              <span style={width(validation)} />
            </span>
          </button>
        );
      })}
      {report?.sizes && (
        <>
          <h3>Sizes in the files, height × width</h3>
          <PictureSizesList sizes={report.sizes} />
        </>
      )}
      {report?.lengths && (
        <>
          <h3>Tokens of a text</h3>
          <TextLengthsChart lengths={report.lengths} sequence={info.text?.outputSequenceLength ?? 0} />
        </>
      )}
      {trouble !== null && <p className={styles.trouble}>{trouble}</p>}
      {report && report.skipped.total + report.duplicates.total > 0 && (
        <>
          <h3>Findings</h3>
          <ReportNotes report={report} />
        </>
      )}
    </>
  );
}
