import type { CodeLine } from '../code';
import { type Expression, hasComments, type Item, isCall } from '../expression';
import type { Place } from '../printer';

/** What Black and Ruff allow. */
export const PYTHON_WIDTH = 88;
const INDENT = 4;

const flatItem = ({ key = '', value }: Item): string => `${key}${flat(value)}`;
const flatItems = (items: readonly Item[]): string => items.map(flatItem).join(', ');

/** On one line. */
export function flat(value: Expression): string {
  if (typeof value === 'string') return value;
  if (isCall(value)) {
    const callee = typeof value.callee === 'string' ? value.callee : flat(value.callee);
    return `${callee}(${flatItems(value.args)})`;
  }
  const comma = value.open === '(' && value.items.length === 1 ? ',' : '';
  return `${value.open}${flatItems(value.items)}${comma}${value.close}`;
}

const fits = (indent: number, text: string): boolean => indent + text.length <= PYTHON_WIDTH;

/**
 * Lines as Black breaks them: at the last bracket first, all that is inside on one line where it fits, and else each element
 * on its own with a comma behind it.
 */
export function printPython({ indent, before, after, node }: Place, value: Expression): readonly CodeLine[] {
  const line = (text: string, at = indent): CodeLine => ({
    text: `${' '.repeat(at)}${text}`,
    ...(node ? { node } : {}),
  });
  const whole = `${before}${flat(value)}${after}`;
  if (typeof value === 'string' || (fits(indent, whole) && !hasComments(value))) return [line(whole)];
  if (isCall(value) && typeof value.callee !== 'string') {
    const head = `${before}${flat(value.callee)}(`;
    const isLong = !fits(indent, head) || hasComments(value.callee);
    if (isLong) {
      return printPython({ indent, before, after: `(${flatItems(value.args)})${after}`, node }, value.callee);
    }
  }
  const [open, items, close] = isCall(value)
    ? [`${typeof value.callee === 'string' ? value.callee : flat(value.callee)}(`, value.args, ')']
    : [value.open, value.items, value.close];
  if (items.length === 0) return [line(whole)];
  return [line(`${before}${open}`), ...body(items, indent + INDENT, node), line(`${close}${after}`)];
}

function body(items: readonly Item[], indent: number, node: Place['node']): readonly CodeLine[] {
  const together = flatItems(items);
  const isPlain = !items.some(item => item.comments?.length || hasComments(item.value));
  if (isPlain && fits(indent, together)) return printPython({ indent, before: '', after: '', node }, together);
  return items.flatMap(item => {
    const about = item.node ?? node;
    const comments = (item.comments ?? []).map(text => ({ text: `${' '.repeat(indent)}${text}`, node: about }));
    // Black puts no comma behind what stands alone.
    const after = items.length === 1 ? '' : ',';
    return [...comments, ...printPython({ indent, before: item.key ?? '', after, node: about }, item.value)];
  });
}
