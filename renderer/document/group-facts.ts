import type { Graph, NodeId } from '#shared/graph/graph';
import { formatSampleShape } from '#shared/graph/shape';
import { type Problem, worstOf } from '#shared/problems/problem';
import type { NodeGroup } from '#shared/project/groups';
import { type Facts, factsAbout, parametersOf } from './facts';

/** What is known of a group as a whole: what it costs, and the shapes that go in and come out, such as `28 × 28 × 1 → 13 × 13 × 32`. */
export interface GroupFacts {
  readonly parameters: number;
  readonly flow: string;
  readonly worst: Problem['severity'] | undefined;
}

/** Shapes side by side; of many the first two. */
function listed(shapes: readonly string[]): string {
  if (shapes.length === 0) return '?';
  const more = shapes.length > 2 ? ` + ${shapes.length - 2} more` : '';
  return `${shapes.slice(0, 2).join(' + ')}${more}`;
}

export const problemsIn = ({ nodes }: NodeGroup, facts: Facts): readonly Problem[] =>
  nodes.flatMap(id => factsAbout(facts, id).problems);

export function factsOfGroup(group: NodeGroup, { edges }: Pick<Graph, 'edges'>, facts: Facts): GroupFacts {
  const members = new Set(group.nodes);
  const entering = edges.filter(({ from, to }) => members.has(to) && !members.has(from)).map(({ from }) => from);
  const feeding = new Set(edges.map(({ from }) => from));
  const leaving = new Set(edges.flatMap(({ from, to }) => (members.has(from) && !members.has(to) ? [from] : [])));
  const outputs = group.nodes.filter(id => leaving.has(id) || !feeding.has(id));
  const shapes = (ids: readonly NodeId[]) => {
    const texts = ids.flatMap(id => {
      const { output } = factsAbout(facts, id);
      return output ? [formatSampleShape(output)] : [];
    });
    return [...new Set(texts)];
  };
  // Nothing goes into a group that holds the Inputs.
  const sides = [...(entering.length > 0 ? [shapes(entering)] : []), shapes(outputs)];
  const problems = problemsIn(group, facts);
  return {
    parameters: group.nodes.reduce((sum, id) => sum + parametersOf(factsAbout(facts, id)), 0),
    flow: sides.some(side => side.length > 0) ? sides.map(listed).join(' → ') : '',
    worst: worstOf(problems),
  };
}
