import type { CodeLine } from '../code';
import { type Expression, hasComments, type Item, isCall, type Literal } from '../expression';
import type { Place } from '../printer';

/** Prettier's own. */
export const TYPESCRIPT_WIDTH = 80;
const INDENT = 2;

const flatItems = (items: readonly Item[]): string =>
  items.map(({ key = '', value }) => `${key}${flat(value)}`).join(', ');

/** On one line. */
function flat(value: Expression): string {
  if (typeof value === 'string') return value;
  if (isCall(value)) {
    const callee = typeof value.callee === 'string' ? value.callee : flat(value.callee);
    return `${callee}(${flatItems(value.args)})`;
  }
  const space = value.open === '{' && value.items.length > 0 ? ' ' : '';
  return `${value.open}${space}${flatItems(value.items)}${space}${value.close}`;
}

/** Prettier opens up a list of lists, whatever its length. */
const isOpened = (value: Expression): boolean => {
  if (typeof value === 'string') return false;
  if (isCall(value)) return value.args.some(item => isOpened(item.value));
  const { open, items } = value;
  const isList = (each: Expression) => isBraced(each) && each.open === '[' && each.items.length > 1;
  return (
    (open === '[' && items.length > 1 && items.every(item => isList(item.value))) ||
    items.some(item => isOpened(item.value))
  );
};

const isBraced = (value: Expression): value is Literal => typeof value !== 'string' && !isCall(value);

/** Lines as Prettier breaks them: a lone object or array keeps its brackets beside the call's, else one argument a line. */
export function printTypeScript({ indent, before, after, node }: Place, value: Expression): readonly CodeLine[] {
  const line = (text: string, at = indent): CodeLine => ({
    text: `${' '.repeat(at)}${text}`,
    ...(node ? { node } : {}),
  });
  const whole = `${before}${flat(value)}${after}`;
  if (
    typeof value === 'string' ||
    (indent + whole.length <= TYPESCRIPT_WIDTH && !hasComments(value) && !isOpened(value))
  ) {
    return [line(whole)];
  }
  if (isCall(value)) {
    const callee = typeof value.callee === 'string' ? value.callee : flat(value.callee);
    const [only] = value.args;
    if (only && value.args.length === 1 && isBraced(only.value) && !only.key) {
      return printTypeScript({ indent, before: `${before}${callee}(`, after: `)${after}`, node }, only.value);
    }
    if (value.args.length === 0) return [line(whole)];
    const last = value.args.at(-1);
    const others = value.args.slice(0, -1);
    const head = `${before}${callee}(${flatItems(others)}, `;
    const isPlain = others.every(item => !isBraced(item.value) && !item.comments?.length);
    if (
      last &&
      isBraced(last.value) &&
      last.value.items.length > 0 &&
      isPlain &&
      indent + head.length < TYPESCRIPT_WIDTH
    ) {
      return printTypeScript({ indent, before: head, after: `)${after}`, node }, last.value);
    }
    return [line(`${before}${callee}(`), ...each(value.args, indent + INDENT, node), line(`)${after}`)];
  }
  if (value.items.length === 0) return [line(whole)];
  return [line(`${before}${value.open}`), ...each(value.items, indent + INDENT, node), line(`${value.close}${after}`)];
}

const each = (items: readonly Item[], indent: number, node: Place['node']): readonly CodeLine[] =>
  items.flatMap(item => {
    const about = item.node ?? node;
    const comments = (item.comments ?? []).map(text => ({
      text: `${' '.repeat(indent)}${text}`,
      ...(about ? { node: about } : {}),
    }));
    return [...comments, ...printTypeScript({ indent, before: item.key ?? '', after: ',', node: about }, item.value)];
  });
