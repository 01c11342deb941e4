import type { NodeId } from '../graph/graph';

export const CODE_LANGUAGES = ['python', 'typescript'] as const;
export type CodeLanguage = (typeof CODE_LANGUAGES)[number];

/** What people and files call a language. */
export const codeLanguages: Readonly<Record<CodeLanguage, { readonly title: string; readonly fileEnding: string }>> = {
  python: { title: 'Python', fileEnding: '.py' },
  typescript: { title: 'TypeScript', fileEnding: '.ts' },
};

export interface CodeLine {
  readonly text: string;
  /** The node that the line is about. */
  readonly node?: NodeId;
}

/** Something of the project that the code cannot do, or does in another way; a comment at its place says so too. */
export interface CodeNote {
  /** A sentence. */
  readonly message: string;
  readonly node?: NodeId;
}

/** A project as a program. */
export interface GeneratedCode {
  readonly lines: readonly CodeLine[];
  readonly notes: readonly CodeNote[];
}

/** The program as the text of a file. */
export const codeText = ({ lines }: GeneratedCode): string => `${lines.map(({ text }) => text).join('\n')}\n`;
