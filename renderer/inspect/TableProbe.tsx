import type { DatasetInfo } from '#shared/data/dataset';
import { sampleClasses } from '#shared/data/targets';
import { fromWire } from '#shared/protocol/tensor';
import { err, ok } from '#shared/result';
import { DraftInput } from '../properties/DraftInput';
import { evaluate } from '../properties/expression';
import { formatCount } from '../ui/format';
import styles from './inspect.module.css';
import { setProbe, useProbe } from './probe';
import { SampleChooser } from './SampleChooser';

/** As many numbers as a person reads; of more, the first are shown. */
const MOST_SHOWN = 40;

/** The probe of a table: a form of its numbers, in the units of the file; or taken from the validation samples. */
export function TableProbe({ info }: { info: DatasetInfo }) {
  const probe = useProbe(state => state.probe);
  const values = probe ? fromWire(probe.tensor) : null;
  const fits = values?.length === info.sampleShape.reduce((all, side) => all * side, 1);
  const shown = Math.min(MOST_SHOWN, fits ? (values?.length ?? 0) : 0);
  const change = (at: number, to: number) => {
    if (!probe || !values) return;
    const changed = Float32Array.from(values);
    changed[at] = to;
    setProbe(probe.tensor.shape, changed, { kind: 'typed' });
  };
  return (
    <>
      <div className={styles.tableTools}>
        <SampleChooser classes={sampleClasses(info)} />
      </div>
      <div className={styles.table}>
        {Array.from({ length: shown }, (_, at) => {
          const { name, mean, deviation } = info.features?.[at] ?? { name: `value ${at + 1}`, mean: 0, deviation: 1 };
          const own = (values?.[at] ?? 0) * deviation + mean;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
            <div key={at}>
              <span title={name}>{name}</span>
              <DraftInput
                label={name}
                text={String(Number(own.toPrecision(5)))}
                accept={text => {
                  const typed = evaluate(text);
                  if (typed === null) return err('must be a number');
                  change(at, (typed - mean) / deviation);
                  return ok(null);
                }}
              />
            </div>
          );
        })}
      </div>
      {values && values.length > shown && (
        <p className={styles.hint}>and {formatCount(values.length - shown)} more numbers</p>
      )}
    </>
  );
}
