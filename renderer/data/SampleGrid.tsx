import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { DatasetInfo } from '#shared/data/dataset';
import { isPicture, SamplePicture } from '../inspect/SamplePicture';
import styles from './dataset-view.module.css';
import { TextLine } from './TextLines';
import { type Sample, type SampleQuery, useSamplePages } from './use-sample-pages';

/** Pixels of a cell's side, its gap included; a row of numbers is lower. */
const CELL = 84;
const LINE = 26;
/** A line of text, and what is between it and the next; it may become two. */
const TEXT = 26;
/** As many of a sample's numbers as fit on a line. */
const MOST_NUMBERS = 12;

/** The width of an element as it changes. */
function useWidth(ref: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(600);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}

/** Every sample that a query asks for; only those on screen are read and drawn. */
export function SampleGrid({ info, query }: { info: DatasetInfo; query: SampleQuery }) {
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const pages = useSamplePages(query);
  const asPictures = isPicture(info.sampleShape);
  const columns = asPictures ? Math.max(1, Math.floor(width / CELL)) : 1;
  const rows = useVirtualizer({
    count: Math.ceil((pages.total ?? 0) / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => (info.kind === 'text' ? TEXT : asPictures ? CELL : LINE),
    overscan: 2,
  });
  const shown = rows.getVirtualItems();
  const first = (shown[0]?.index ?? 0) * columns;
  const last = Math.min(pages.total ?? 0, ((shown.at(-1)?.index ?? -1) + 1) * columns) - 1;
  useEffect(() => {
    if (last >= first) pages.want(first, last);
  });
  // Another query begins at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the query is what it follows
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [query.split, query.classIndex]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section ref={scroller} className={styles.grid} aria-label="Samples" tabIndex={0}>
      {pages.trouble !== null && <p className={styles.trouble}>{pages.trouble}</p>}
      {pages.total === null && pages.trouble === null && <p className={styles.hint}>Reading the samples …</p>}
      {pages.total === 0 && <p className={styles.hint}>There are none.</p>}
      {!asPictures && info.kind !== 'text' && pages.total !== null && <NumberNames info={info} />}
      <div style={{ position: 'relative', height: rows.getTotalSize() }}>
        {shown.map(row => (
          <div
            key={row.key}
            // Texts are as high as they are.
            ref={info.kind === 'text' ? rows.measureElement : undefined}
            data-index={row.index}
            className={styles.row}
            style={{ transform: `translateY(${row.start}px)` }}
          >
            {Array.from({ length: columns }, (_, column) => {
              const index = row.index * columns + column;
              if (index >= (pages.total ?? 0)) return null;
              return <Cell key={index} index={index} sample={pages.at(index)} info={info} asPicture={asPictures} />;
            })}
          </div>
        ))}
      </div>
    </section>
  );
}

interface CellProps {
  readonly index: number;
  readonly sample: Sample | undefined;
  readonly info: DatasetInfo;
  readonly asPicture: boolean;
}

function Cell({ index, sample, info, asPicture }: CellProps) {
  const name = sample ? (info.classes[sample.label] ?? String(sample.label)) : '';
  if (info.kind === 'text') return <TextLine sample={sample} info={info} />;
  if (!asPicture) return <Numbers sample={sample} name={name} info={info} />;
  return (
    <figure className={styles.cell} title={`${name}, number ${index + 1}`}>
      {sample ? (
        <SamplePicture shape={sample.shape} values={sample.values} className={styles.picture} />
      ) : (
        <span className={styles.picture} />
      )}
      <figcaption>{name}</figcaption>
    </figure>
  );
}

const namesOf = (info: DatasetInfo): readonly string[] =>
  info.features?.map(({ name }) => name) ??
  Array.from({ length: info.sampleShape.reduce((all, side) => all * side, 1) }, (_, at) => `value ${at + 1}`);

function NumberNames({ info }: { info: DatasetInfo }) {
  return (
    <div className={styles.names} aria-hidden>
      <span>Class</span>
      {namesOf(info)
        .slice(0, MOST_NUMBERS)
        .map((name, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
          <span key={at} title={name}>
            {name}
          </span>
        ))}
    </div>
  );
}

/** A sample's numbers in the units of the file. */
function Numbers({ sample, name, info }: Pick<CellProps, 'sample' | 'info'> & { name: string }) {
  const values = Array.from(sample?.values.subarray(0, MOST_NUMBERS) ?? []);
  return (
    <div className={styles.numbers}>
      <span title={name}>{name}</span>
      {values.map((value, at) => {
        const { mean, deviation } = info.features?.[at] ?? { mean: 0, deviation: 1 };
        // biome-ignore lint/suspicious/noArrayIndexKey: a number is known by its place
        return <span key={at}>{Number((value * deviation + mean).toPrecision(4))}</span>;
      })}
    </div>
  );
}
