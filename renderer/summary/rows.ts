import { type GraphAnalysis, type NodeAnalysis, parameterCount } from '#shared/graph/analyze';
import type { NodeId } from '#shared/graph/graph';
import { BYTES_PER_VALUE } from '#shared/graph/memory';
import type { ReceptiveField } from '#shared/graph/receptive-field';
import { elementCount, formatShape, type Shape } from '#shared/graph/shape';
import { formatBytes, formatCount } from '../ui/format';
import type { Sortable } from '../ui/sort';
import { fieldArea, formatField } from './describe-field';

/** One layer of the network, as Keras's `summary` would list it, and what it costs. */
export interface LayerRow {
  readonly id: NodeId;
  readonly type: string;
  /** Absent where something here or further up is wrong. */
  readonly output: Shape | undefined;
  readonly parameters: number;
  /** Those that training changes: none where the layer is frozen. */
  readonly trainable: number;
  readonly multiplyAdds: number;
  /** Bytes that one batch keeps here for the backward pass. */
  readonly memory: number;
  readonly field: ReceptiveField | undefined;
}

const known = new WeakMap<NodeAnalysis, { readonly batchSize: number; readonly row: LayerRow }>();

/** The same object for the same layer, so that only rows that changed are drawn anew. */
function layerRow(of: NodeAnalysis, batchSize: number): LayerRow {
  const last = known.get(of);
  if (last?.batchSize === batchSize) return last.row;
  const { node, layer, analysis, field, keptValues } = of;
  const row = {
    id: node.id,
    type: `${layer?.title ?? node.type}${node.sharesWith === undefined ? '' : ` (of ${node.sharesWith})`}`,
    output: analysis?.output,
    parameters: analysis ? parameterCount(analysis) : 0,
    trainable: analysis && node.trainable !== false ? parameterCount(analysis, 'trainable') : 0,
    multiplyAdds: analysis?.multiplyAdds ?? 0,
    memory: keptValues * batchSize * BYTES_PER_VALUE,
    field,
  };
  known.set(of, { batchSize, row });
  return row;
}

/** The layers in the order of computation. */
export const layerRows = ({ nodes }: Pick<GraphAnalysis, 'nodes'>, batchSize: number): readonly LayerRow[] =>
  [...nodes.values()].map(of => layerRow(of, batchSize));

interface Column {
  readonly by: string;
  readonly title: string;
  readonly numeric: boolean;
  readonly text: (row: LayerRow) => string;
  /** As a spreadsheet wants it; the text where it is absent. */
  readonly exact?: (row: LayerRow) => string;
  readonly sortBy: (row: LayerRow) => Sortable;
}

const count = (by: 'parameters' | 'trainable' | 'multiplyAdds', title: string): Column => ({
  by,
  title,
  numeric: true,
  text: row => (row[by] === 0 ? '0' : formatCount(row[by])),
  exact: row => String(row[by]),
  sortBy: row => row[by],
});

export const COLUMNS: readonly Column[] = [
  { by: 'name', title: 'Name', numeric: false, text: ({ id }) => id, sortBy: ({ id }) => id.toLowerCase() },
  { by: 'type', title: 'Layer', numeric: false, text: ({ type }) => type, sortBy: ({ type }) => type.toLowerCase() },
  {
    by: 'output',
    title: 'Output shape',
    numeric: false,
    text: ({ output }) => (output ? formatShape(output) : 'not known'),
    sortBy: ({ output }) => output && elementCount(output.slice(1).map(dim => dim ?? 1)),
  },
  count('parameters', 'Parameters'),
  count('trainable', 'Trainable'),
  count('multiplyAdds', 'Multiply-adds'),
  {
    by: 'memory',
    title: 'Memory',
    numeric: true,
    text: ({ memory }) => formatBytes(memory),
    exact: ({ memory }) => String(memory),
    sortBy: ({ memory }) => memory,
  },
  {
    by: 'field',
    title: 'Receptive field',
    numeric: true,
    text: ({ field }) => formatField(field),
    sortBy: ({ field }) => fieldArea(field),
  },
];

/** The rows that have every word of a filter in their name, layer or shape. */
export function filtered(rows: readonly LayerRow[], filter: string): readonly LayerRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(row => {
    const text = COLUMNS.slice(0, 3)
      .map(column => column.text(row))
      .join('\n')
      .toLowerCase();
    return words.every(word => text.includes(word));
  });
}

/** As plain text in columns, numbers to the right, for a README or a message. */
export function asText(rows: readonly LayerRow[]): string {
  const lines = [COLUMNS.map(({ title }) => title), ...rows.map(row => COLUMNS.map(column => column.text(row)))];
  const widths = COLUMNS.map((_, at) => Math.max(...lines.map(line => line[at]?.length ?? 0)));
  return lines
    .map(line =>
      COLUMNS.map(({ numeric }, at) => {
        const cell = line[at] ?? '';
        return numeric ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0);
      })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** As comma-separated values (RFC 4180), exact numbers, memory in bytes. */
export const asCsv = (rows: readonly LayerRow[]): string =>
  [
    COLUMNS.map(({ by, title }) => (by === 'memory' ? 'Memory (bytes)' : title)),
    ...rows.map(row => COLUMNS.map(({ exact, text }) => (exact ?? text)(row))),
  ]
    .map(cells => `${cells.map(quoted).join(',')}\r\n`)
    .join('');
