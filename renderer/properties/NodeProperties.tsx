import { isBlockEnd } from '#shared/graph/block';
import type { GraphNode } from '#shared/graph/graph';
import { useFacts } from '../document/facts';
import { FixButtons } from '../problems/FixButtons';
import { sentence } from '../problems/sentence';
import { WayIn } from '../problems/WayIn';
import { NodeHead } from './NodeHead';
import { NodeMarks } from './NodeMarks';
import { NodeParams } from './NodeParams';
import { NodeShapes } from './NodeShapes';
import classes from './properties.module.css';
import { SharedWeights } from './SharedWeights';
import { WhyParameters } from './WhyParameters';

/** The selected node: its parameters, its shapes, its weights, and what is wrong with it. */
export function NodeProperties({ node }: { node: GraphNode }) {
  const problems = useFacts(facts => facts.get(node.id)?.problems) ?? [];
  return (
    <>
      <NodeHead node={node} />
      {problems.map(problem => (
        <div
          key={`${problem.path?.join('/')} ${problem.cause.code}`}
          className={classes.problem}
          data-severity={problem.severity}
        >
          <p>{sentence(problem)}</p>
          <WayIn problem={problem} />
          <FixButtons problem={problem} />
        </div>
      ))}
      <NodeParams node={node} />
      <SharedWeights id={node.id} />
      <NodeShapes node={node} />
      <NodeMarks id={node.id} />
      {!isBlockEnd(node) && <WhyParameters id={node.id} />}
    </>
  );
}
