import python from 'highlight.js/lib/languages/python';
import typescript from 'highlight.js/lib/languages/typescript';
import { createLowlight } from 'lowlight';
import type { CodeLanguage } from '#shared/code/code';

const lowlight = createLowlight({ python, typescript });

/** A piece of a line; `kind` is what the grammar takes it for, such as `keyword` or `string`. */
export interface Token {
  readonly text: string;
  readonly kind?: string;
}

type Node = ReturnType<typeof lowlight.highlight>['children'][number];

function tokensOf(nodes: readonly Node[], kind?: string): readonly Token[] {
  return nodes.flatMap((node): readonly Token[] => {
    if (node.type === 'text') return [{ text: node.value, ...(kind ? { kind } : {}) }];
    if (node.type !== 'element') return [];
    const names = node.properties.className;
    const own = Array.isArray(names) ? String(names[0] ?? '').replace(/^hljs-/, '') : kind;
    return tokensOf(node.children, own);
  });
}

/** Enough for a large program twice; a project has few different lines. */
const MOST_KEPT = 20_000;
const kept = new Map<string, readonly Token[]>();

/** A line in pieces. Lines stand for themselves: generated programs have nothing that goes over several. */
export function highlightLine(language: CodeLanguage, text: string): readonly Token[] {
  const key = `${language} ${text}`;
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const tokens = tokensOf(lowlight.highlight(language, text).children);
  kept.set(key, tokens);
  return tokens;
}
