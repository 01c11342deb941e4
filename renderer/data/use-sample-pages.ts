import { useCallback, useEffect, useRef, useState } from 'react';
import type { DataSettings } from '#shared/data/dataset';
import { describeEngineError } from '#shared/protocol/errors';
import { fromWire } from '#shared/protocol/tensor';
import { engine } from '../engine/engine';

/** Samples that are asked for at once. */
const PAGE = 48;
/** Pages that are kept; the ones that were asked for first go. */
const KEPT = 24;

export interface Sample {
  readonly shape: readonly number[];
  readonly values: Float32Array;
  readonly label: number;
  /** Where samples are texts. */
  readonly text?: string | undefined;
}

export interface SampleQuery {
  readonly data: DataSettings;
  readonly split: 'training' | 'validation';
  /** `null`: of every class. */
  readonly classIndex: number | null;
}

export interface SamplePages {
  /** `null` until the first page is there. */
  readonly total: number | null;
  readonly trouble: string | null;
  /** The sample at a place, where its page is there. */
  at(index: number): Sample | undefined;
  /** Asks for the pages of these places, where they are not there. */
  want(from: number, to: number): void;
}

/** The samples of a part or of one class of it, page by page as they come on screen. */
export function useSamplePages({ data, split, classIndex }: SampleQuery): SamplePages {
  const pages = useRef(new Map<number, readonly Sample[] | 'asked'>());
  const [total, setTotal] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [, redraw] = useState(0);
  const query = useRef<symbol>(Symbol());

  const load = useCallback(
    async (page: number) => {
      const mine = query.current;
      pages.current.set(page, 'asked');
      const answer = await engine.request('dataset.samples', {
        data,
        split,
        start: page * PAGE,
        count: PAGE,
        shown: true,
        ...(classIndex === null ? {} : { classIndex }),
      });
      if (query.current !== mine) return;
      if (!answer.ok) {
        pages.current.delete(page);
        if (answer.error.code !== 'cancelled') setTrouble(describeEngineError(answer.error));
        return;
      }
      const { samples, labels, texts } = answer.value;
      const [, ...shape] = samples.shape;
      const values = fromWire(samples);
      const size = values.length / Math.max(1, labels.length);
      pages.current.set(
        page,
        labels.map((label, i) => ({
          shape,
          values: values.subarray(i * size, (i + 1) * size),
          label,
          text: texts?.[i],
        })),
      );
      for (const old of [...pages.current.keys()].slice(0, -KEPT)) pages.current.delete(old);
      setTrouble(null);
      setTotal(answer.value.total);
      redraw(count => count + 1);
    },
    [data, split, classIndex],
  );

  useEffect(() => {
    query.current = Symbol();
    pages.current = new Map();
    setTotal(null);
    setTrouble(null);
    void load(0);
  }, [load]);

  return {
    total,
    trouble,
    at(index) {
      const page = pages.current.get(Math.floor(index / PAGE));
      return page === 'asked' ? undefined : page?.[index % PAGE];
    },
    want(from, to) {
      for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE); page++) {
        if (!pages.current.has(page)) void load(page);
      }
    },
  };
}
