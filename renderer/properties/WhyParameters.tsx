import { BLOCK } from '#shared/graph/block';
import type { NodeId } from '#shared/graph/graph';
import type { Shape } from '#shared/graph/shape';
import { useFacts } from '../document/facts';
import { nodesById, useProjectHere } from '../document/level';
import { formatCount } from '../ui/format';
import { type ParameterArgument, parameterArgument, timesAsMany } from './parameter-argument';
import { Section } from './parts';
import classes from './properties.module.css';

/** What a Flatten in front of a node flattens; absent where there is none. */
function useFlattened(id: NodeId): Shape | undefined {
  const source = useProjectHere(({ graph }) => graph.edges.find(({ to }) => to === id)?.from);
  const before = useFacts(facts => (source === undefined ? undefined : facts.get(source)?.layers[0]));
  return before?.node.type === 'flatten' ? before.inputs?.[0] : undefined;
}

function Sum({ sum: { terms, total } }: Pick<ParameterArgument, 'sum'>) {
  return (
    <p className={classes.sum}>
      {terms} = <strong>{formatCount(total)}</strong>
    </p>
  );
}

/** For a Dense or a convolution: where its number of parameters comes from, and what the other kind would have. */
export function WhyParameters({ id }: { id: NodeId }) {
  const flattened = useFlattened(id);
  const isBlock = useProjectHere(({ graph }) => nodesById(graph).get(id)?.type === BLOCK);
  const known = useFacts(facts => (isBlock ? undefined : facts.get(id)?.layers[0]));
  const argument = known ? parameterArgument(known, flattened) : null;
  if (!argument) return null;
  const times = timesAsMany(argument);
  return (
    <Section title="Why so many parameters">
      <div className={classes.argument}>
        <p>{argument.because}</p>
        <Sum sum={argument.sum} />
        {argument.instead && (
          <>
            <p>{argument.instead.because}</p>
            <Sum sum={argument.instead.sum} />
            {times && <p>{times}</p>}
          </>
        )}
      </div>
    </Section>
  );
}
