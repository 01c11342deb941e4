import type { SkippedFile } from '#shared/data/dataset';
import type { Part } from '../own-files/parts';

export interface LabelledText {
  readonly text: string;
  /** Where it comes from, such as its file or its line. */
  readonly name: string;
}

/** Texts as their files hold them. */
export interface Texts {
  readonly classes: readonly string[];
  readonly texts: readonly LabelledText[];
  /** The class number of each. */
  readonly labels: Int32Array;
  /** The part of each, where the files say it. */
  readonly parts: readonly Part[] | null;
  readonly skipped: readonly SkippedFile[];
  /** Of a CSV file, and which of them hold what. */
  readonly columns?: {
    readonly names: readonly string[];
    readonly text: string;
    readonly label: string;
  };
}

/** What is wrong with an option, as a sentence. */
export interface TextProblem {
  readonly option: string;
  readonly message: string;
}
