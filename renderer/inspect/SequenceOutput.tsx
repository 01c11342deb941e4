import { useMemo } from 'react';
import type { TextVectorization } from '#shared/data/text/vectorization';
import styles from '../text/text.module.css';
import { shownTokens, tokenWords } from '../text/vectorizer';
import { plural } from '../ui/format';
import hints from './inspect.module.css';
import { PixelCanvas } from './PixelCanvas';
import { colorize, type Range, rangeOf } from './pixels';
import type { Seen } from './snapshots';

interface Props {
  readonly seen: Seen;
  readonly text: string;
  readonly form: TextVectorization;
}

/** Whether a tensor has a row of values for each token of a text, or for each place of a short window of them. */
export const isSequence = ({ shape }: Seen, { outputSequenceLength }: TextVectorization): boolean =>
  shape.length === 2 && (shape[0] ?? 0) <= outputSequenceLength && 2 * (shape[0] ?? 0) > outputSequenceLength;

/** What a layer puts out for each token of the text: a row of colours, all on one scale. What fills the text up is left out. */
export function SequenceOutput({ seen, text, form }: Props) {
  const { shape, values } = seen;
  const [steps = 1, width = 1] = shape;
  const window = form.outputSequenceLength - steps + 1;
  const range = useMemo(() => rangeOf({ values, width, height: steps, offset: 0, stride: 1 }), [values, width, steps]);
  const tokens = shownTokens(text, form, form.outputSequenceLength);
  const count = Math.min(steps, Math.max(1, tokens.length - window + 1));
  const rows = Array.from({ length: count }, (_, at) => tokens.slice(at, at + window));
  return (
    <>
      <p className={hints.hint}>
        {plural(width, 'value')} for {window === 1 ? 'each token' : `each ${window} tokens in a row`}, dark is low,
        yellow is high
      </p>
      <dl className={styles.sequence}>
        {rows.map((own, at) => (
          <Row
            // biome-ignore lint/suspicious/noArrayIndexKey: a token is known by its place
            key={at}
            own={own.map(({ token }) => tokenWords(token)).join(' ')}
            isUnknown={own.length === 1 && own[0]?.isUnknown}
          >
            <Strip values={values} at={at} width={width} range={range} />
          </Row>
        ))}
      </dl>
      {steps > count && <p className={hints.hint}>and {plural(steps - count, 'row')} of what fills the text up</p>}
    </>
  );
}

/** The numbers that stand for the tokens of the text. */
export function TokenNumbers({ text, form }: Omit<Props, 'seen'>) {
  const tokens = shownTokens(text, form, form.outputSequenceLength);
  const padding = form.outputSequenceLength - tokens.length;
  return (
    <>
      <dl className={styles.sequence}>
        {tokens.map(({ token, id, isUnknown }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a token is known by its place
          <Row key={at} own={tokenWords(token)} isUnknown={isUnknown}>
            {isUnknown ? `${id} (unknown)` : id}
          </Row>
        ))}
      </dl>
      {padding > 0 && <p className={hints.hint}>and {padding} times 0, which fills the text up</p>}
    </>
  );
}

interface RowProps {
  readonly own: string;
  readonly isUnknown: boolean | undefined;
  readonly children: React.ReactNode;
}

const Row = ({ own, isUnknown, children }: RowProps) => (
  <>
    <dt title={own} data-unknown={isUnknown || undefined}>
      {own}
    </dt>
    <dd>{children}</dd>
  </>
);

interface StripProps {
  readonly values: Float32Array;
  readonly at: number;
  readonly width: number;
  readonly range: Range;
}

function Strip({ values, at, width, range }: StripProps) {
  const pixels = useMemo(
    () => colorize({ values, width, height: 1, offset: at * width, stride: 1 }, range),
    [values, at, width, range],
  );
  return <PixelCanvas width={width} height={1} pixels={pixels} className={styles.strip} />;
}
