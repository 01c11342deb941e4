import { type KeyboardEvent, type MouseEvent, memo, useEffect, useRef } from 'react';
import type { CodeLanguage, CodeLine } from '#shared/code/code';
import type { NodeId } from '#shared/graph/graph';
import { useView } from '../app/view';
import { fitView } from '../canvas/canvas-state';
import classes from './code.module.css';
import { highlightLine } from './highlight';

interface LineProps {
  readonly line: CodeLine;
  readonly number: number;
  readonly language: CodeLanguage;
  readonly selected: boolean;
}

const Line = memo(
  ({ line: { text, node }, number, language, selected }: LineProps) => (
    <div
      className={classes.line}
      // An empty line has nothing that could be chosen, or read out.
      {...(text === '' ? { role: 'presentation' } : { role: 'option', 'aria-selected': selected, tabIndex: -1 })}
      data-node={node}
    >
      <span className={classes.number} aria-hidden>
        {number}
      </span>
      <code>
        {highlightLine(language, text).map(({ text: piece, kind }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a piece is nothing but its place in the line
          <span key={index} data-kind={kind}>
            {piece}
          </span>
        ))}
        {'\n'}
      </code>
    </div>
  ),
  (a, b) =>
    a.line.text === b.line.text &&
    a.line.node === b.line.node &&
    a.number === b.number &&
    a.language === b.language &&
    a.selected === b.selected,
);

const select = (node: NodeId): void => {
  useView.getState().select([node]);
  if (useView.getState().center === 'network') fitView([node]);
};

/** The node of the next line about another one, in reading order. */
function neighbour(lines: readonly CodeLine[], from: NodeId | undefined, step: 1 | -1): NodeId | undefined {
  const nodes = [...new Set(lines.flatMap(({ node }) => node ?? []))];
  const at = from === undefined ? -1 : nodes.indexOf(from);
  return at < 0 ? nodes.at(step === 1 ? 0 : -1) : nodes[at + step];
}

/** A program by lines; those of the selected node are lit, and a line selects its node. */
export function CodeLines({ lines, language }: { lines: readonly CodeLine[]; language: CodeLanguage }) {
  const box = useRef<HTMLDivElement>(null);
  const selected = useView(state => state.selectedNodes);
  const [first] = selected;
  useEffect(() => {
    if (first === undefined) return;
    box.current?.querySelector(`[data-node="${CSS.escape(first)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [first]);
  const click = ({ target }: MouseEvent) => {
    // Whoever marks text wants the text.
    if (window.getSelection()?.type === 'Range' || !(target instanceof Element)) return;
    const node = target.closest('[data-node]')?.getAttribute('data-node');
    if (node) select(node);
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== 1 && step !== -1) return;
    const next = neighbour(lines, first, step);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    select(next);
  };
  return (
    <div
      ref={box}
      className={classes.lines}
      role="listbox"
      aria-label="Program"
      aria-multiselectable
      tabIndex={0}
      onClick={click}
      onKeyDown={press}
    >
      {lines.map((line, index) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity beyond its place
          key={index}
          line={line}
          number={index + 1}
          language={language}
          selected={line.node !== undefined && selected.includes(line.node)}
        />
      ))}
    </div>
  );
}
