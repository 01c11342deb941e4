import type { Change, Leaf } from '#shared/compare/change';
import { changesBetween } from '#shared/compare/change';
import type { ChangedNode, GraphDifference } from '#shared/compare/compare-graphs';
import { isSameGraph } from '#shared/compare/compare-graphs';
import type { ProjectDifference } from '#shared/compare/compare-projects';
import type { GraphNode } from '#shared/graph/graph';
import type { RunSummary } from '#shared/protocol/runs';

/** What differs between two runs, for a person: `+` is only in the second, `-` only in the first, `~` in both. */
export function differenceLines(a: RunSummary, b: RunSummary, difference: ProjectDifference): readonly string[] {
  return [
    `- ${a.run}  ${a.name}`,
    `+ ${b.run}  ${b.name}`,
    ...section('Network', isSameGraph(difference.graph) ? [] : graphLines(difference.graph)),
    ...section('Data', difference.data.map(changeLine)),
    ...section('Training', difference.training.map(changeLine)),
    ...section('Results', resultLines(a, b)),
  ];
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? ['', `${title}: the same`] : ['', title, ...lines];

const say = (value: Leaf | undefined): string => (value === undefined ? 'not set' : String(value));
const changeLine = ({ path, before, after }: Change): string => `  ~ ${path}  ${say(before)} → ${say(after)}`;

const graphLines = ({ added, removed, changed }: GraphDifference): readonly string[] => [
  ...removed.map(node => `  - ${nodeWords(node)}`),
  ...added.map(node => `  + ${nodeWords(node)}`),
  ...changed.map(node => `  ~ ${node.id}  ${changedWords(node)}`),
];

function nodeWords({ id, type, params }: GraphNode): string {
  const values = changesBetween({}, params).map(({ path, after }) => `${path} ${say(after)}`);
  return `${id}  ${[type, ...values].join(', ')}`;
}

function changedWords({ type, typeBefore, params, inputs }: ChangedNode): string {
  const words = params.map(({ path, before, after }) => `${path} ${say(before)} → ${say(after)}`);
  if (typeBefore !== null) words.unshift(`${typeBefore} → ${type}`);
  if (inputs) words.push(`fed by ${list(inputs.before)} → ${list(inputs.after)}`);
  return words.join(', ');
}

const list = (names: readonly string[]): string => names.join(' and ') || 'nothing';

/** The last values of all metrics that either run has. */
function resultLines(a: RunSummary, b: RunSummary): readonly string[] {
  const names = [...new Set([...Object.keys(a.metrics), ...Object.keys(b.metrics)])];
  return names.flatMap(name => {
    const [before, after] = [a.metrics[name] ?? null, b.metrics[name] ?? null];
    if (before === null && after === null) return [];
    return [`    ${name}  ${before?.toFixed(4) ?? '–'} → ${after?.toFixed(4) ?? '–'}`];
  });
}
