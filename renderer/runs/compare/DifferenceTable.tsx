import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Change, changesBetween, type Leaf } from '#shared/compare/change';
import type { ChangedNode, GraphDifference } from '#shared/compare/compare-graphs';
import type { ProjectDifference } from '#shared/compare/compare-projects';
import type { GraphNode } from '#shared/graph/graph';
import { layers } from '#shared/layers/catalogue';
import type { RunSummary } from '#shared/protocol/runs';
import { colorsOf, colorValue } from '../colors';
import styles from './compare.module.css';
import { columnsOf } from './results-table';

interface DifferenceTableProps {
  readonly a: RunSummary;
  readonly b: RunSummary;
  readonly difference: ProjectDifference;
}

interface Line {
  readonly key: string;
  readonly what: ReactNode;
  readonly before: string;
  readonly after: string;
  /** Only in one of the two. */
  readonly tone?: 'added' | 'removed';
}

const NOTHING = '–';

/** Two runs side by side in all that is not the same. */
export function DifferenceTable({ a, b, difference }: DifferenceTableProps) {
  const colors = colorsOf([a, b]);
  const head = (run: RunSummary) => (
    <Table.Th>
      <span className={styles.swatch} style={{ background: colorValue(colors.get(run.run) ?? 'blue') }} aria-hidden />
      {run.name}
    </Table.Th>
  );
  return (
    <Table className={styles.diffTable} stickyHeader verticalSpacing={3} horizontalSpacing={8} fz={12}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th aria-label="What" />
          {head(a)}
          {head(b)}
        </Table.Tr>
      </Table.Thead>
      <Section title="Network" same="The same layers, joined in the same way." lines={networkLines(difference.graph)} />
      <Section title="Data" same="The same data, prepared in the same way." lines={difference.data.map(settingLine)} />
      <Section title="Training" same="Trained in the same way." lines={difference.training.map(settingLine)} />
      <Section title="Results" same="Neither has results." lines={resultLines(a, b)} />
    </Table>
  );
}

function Section({ title, same, lines }: { title: string; same: string; lines: readonly Line[] }) {
  return (
    <Table.Tbody aria-label={title}>
      <Table.Tr className={styles.section}>
        <Table.Th colSpan={3}>{title}</Table.Th>
      </Table.Tr>
      {lines.length === 0 && (
        <Table.Tr>
          <Table.Td colSpan={3} className={styles.dim}>
            {same}
          </Table.Td>
        </Table.Tr>
      )}
      {lines.map(({ key, what, before, after, tone }) => (
        <Table.Tr key={key} data-tone={tone}>
          <Table.Td>{what}</Table.Td>
          <Table.Td>{before}</Table.Td>
          <Table.Td>{after}</Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  );
}

const say = (value: Leaf | undefined): string => (value === undefined || value === null ? NOTHING : String(value));

const settingLine = ({ path, before, after }: Change): Line => ({
  key: path,
  what: <code>{path}</code>,
  before: say(before),
  after: say(after),
});

function networkLines({ removed, added, changed }: GraphDifference): readonly Line[] {
  return [
    ...removed.map((node): Line => ({ ...only(node), before: nodeWords(node), after: NOTHING, tone: 'removed' })),
    ...added.map((node): Line => ({ ...only(node), before: NOTHING, after: nodeWords(node), tone: 'added' })),
    ...changed.flatMap(changedLines),
  ];
}

const only = ({ id }: GraphNode) => ({ key: id, what: <code>{id}</code> });

const titleOf = (type: string): string => layers.get(type)?.title ?? type;

/** `Conv2D, filters 64, kernelSize 3, 3`: what was set, without defaults. */
function nodeWords({ type, params }: GraphNode): string {
  return [titleOf(type), ...changesBetween({}, params).map(({ path, after }) => `${path} ${say(after)}`)].join(', ');
}

function changedLines({ id, type, typeBefore, params, inputs }: ChangedNode): readonly Line[] {
  const line = (key: string, what: string, before: string, after: string): Line => ({
    key: `${id} ${key}`,
    what: (
      <>
        <code>{id}</code> {what}
      </>
    ),
    before,
    after,
  });
  const names = (ids: readonly string[]) => ids.join(', ') || NOTHING;
  return [
    ...(typeBefore === null ? [] : [line('type', 'is now', titleOf(typeBefore), titleOf(type))]),
    ...params.map(({ path, before, after }) => line(`param ${path}`, path, say(before), say(after))),
    ...(inputs ? [line('inputs', 'is fed by', names(inputs.before), names(inputs.after))] : []),
  ];
}

const resultLines = (a: RunSummary, b: RunSummary): readonly Line[] =>
  columnsOf([a, b])
    .filter(({ kind, numeric }) => (kind === 'result' || kind === 'further') && numeric)
    .map(({ key, title, of, format }) => ({ key, what: title, before: format(of(a)), after: format(of(b)) }));
