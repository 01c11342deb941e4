import type { NodeId } from '../graph/graph';
import type { CodeLine, CodeNote, GeneratedCode } from './code';
import type { Expression } from './expression';

/** Breaks an expression that stands at an indentation into lines, each with its indentation. */
export type PrintExpression = (place: Place, value: Expression) => readonly CodeLine[];

/** Where an expression stands. */
export interface Place {
  /** In spaces. */
  readonly indent: number;
  /** On the same line, such as `x = ` and `;`. */
  readonly before: string;
  readonly after: string;
  readonly node?: NodeId;
}

interface Form {
  readonly comment: string;
  readonly indent: number;
  /** How wide a line may be. */
  readonly width: number;
  readonly print: PrintExpression;
}

/** Words for a comment: one line, whatever they hold. */
const oneLine = (words: string): string => words.replace(/[\s\p{C}]+/gu, ' ').trim();

/** Writes a program line by line, in the form that its language's usual formatter leaves. */
export class Printer {
  readonly #form: Form;
  readonly #lines: CodeLine[] = [];
  readonly #notes: CodeNote[] = [];
  #level = 0;

  constructor(form: Form) {
    this.#form = form;
  }

  get code(): GeneratedCode {
    return { lines: this.#lines, notes: this.#notes };
  }

  get #indent(): number {
    return this.#level * this.#form.indent;
  }

  /** Lines as they are, at the indentation of here. */
  lines(...texts: readonly string[]): void {
    for (const text of texts) this.#push(text === '' ? '' : `${' '.repeat(this.#indent)}${text}`);
  }

  blank(count = 1): void {
    for (let i = 0; i < count; i++) this.#push('');
  }

  /** @param before what stands in front of the expression, such as `x = ` */
  statement(before: string, value: Expression, { after = '', node }: { after?: string; node?: NodeId } = {}): void {
    this.#lines.push(...this.#form.print({ indent: this.#indent, before, after, node }, value));
  }

  /** A comment, broken into lines where it is long. */
  comment(words: string, node?: NodeId): void {
    for (const line of this.wrap(words, this.#indent)) this.#push(`${' '.repeat(this.#indent)}${line}`, node);
  }

  /** Comment lines of the width that is left. */
  wrap(words: string, indent: number): readonly string[] {
    const lines: string[] = [];
    let line: string = this.#form.comment;
    for (const word of oneLine(words).split(' ')) {
      if (line !== this.#form.comment && indent + line.length + 1 + word.length > this.#form.width) {
        lines.push(line);
        line = this.#form.comment;
      }
      line = `${line} ${word}`;
    }
    return [...lines, line];
  }

  /** Says at its place, and in the list, what the code does not do. */
  note(message: string, node?: NodeId): void {
    this.comment(message, node);
    this.list(message, node);
  }

  /** Adds to the list what a comment says that stands elsewhere. */
  list(message: string, node?: NodeId): void {
    this.#notes.push({ message: oneLine(message), node });
  }

  /** Lines inside a block. */
  inside(write: () => void): void {
    this.#level++;
    write();
    this.#level--;
  }

  #push(text: string, node?: NodeId): void {
    this.#lines.push(node === undefined ? { text } : { text, node });
  }
}
