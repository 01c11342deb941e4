import type { TextVectorization } from '#shared/data/text/vectorization';
import { plural } from '../ui/format';
import styles from './text.module.css';
import { type ShownToken, shownTokens, tokenWords } from './vectorizer';

/** As many as anyone reads. */
const MOST = 400;

const titleOf = ({ token, id, isUnknown, isCut }: ShownToken): string => {
  if (isCut) return `“${token}” is cut off: the network does not see it`;
  return isUnknown
    ? `“${token}” is not in the vocabulary: the network sees [UNK], number 1`
    : `“${token}”, number ${id}`;
};

/** A text as its tokens: which the vocabulary lacks, and which the network never sees. */
export function Tokens({ text, form }: { text: string; form: TextVectorization }) {
  const tokens = shownTokens(text, form, MOST);
  return (
    <span className={styles.tokens} data-split={form.split}>
      {tokens.map((token, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a token is known by its place
          key={index}
          className={styles.token}
          data-unknown={token.isUnknown || undefined}
          data-cut={token.isCut || undefined}
          title={titleOf(token)}
        >
          {tokenWords(token.token)}
        </span>
      ))}
      {tokens.length === MOST && <span>…</span>}
    </span>
  );
}

/** What the marks mean, with how many there are; nothing where there are none. */
export function TokenSums({ text, form }: { text: string; form: TextVectorization }) {
  const tokens = shownTokens(text, form, Number.POSITIVE_INFINITY);
  const unknown = tokens.filter(({ isUnknown, isCut }) => isUnknown && !isCut).length;
  const cut = tokens.filter(({ isCut }) => isCut).length;
  return (
    <p className={styles.sums}>
      {plural(tokens.length, form.split === 'character' ? 'character' : 'word')}
      {unknown > 0 && <span data-unknown>{unknown} unknown</span>}
      {cut > 0 && <span data-cut>{cut} cut off</span>}
    </p>
  );
}
