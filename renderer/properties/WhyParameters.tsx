import type { NodeId } from '#shared/graph/graph';
import type { Shape } from '#shared/graph/shape';
import type { ProjectCheck } from '#shared/project/check';
import { useCheck } from '../document/check';
import { useDocument } from '../document/store';
import { formatCount } from '../ui/format';
import { type ParameterArgument, parameterArgument, timesAsMany } from './parameter-argument';
import { Section } from './parts';
import classes from './properties.module.css';

/** What a Flatten in front of a node flattens; absent where there is none. */
function useFlattened(id: NodeId, { nodes }: ProjectCheck): Shape | undefined {
  const source = useDocument(({ project }) => project.graph.edges.find(({ to }) => to === id)?.from);
  const before = source === undefined ? undefined : nodes.get(source);
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
  const check = useCheck();
  const flattened = useFlattened(id, check);
  const known = check.nodes.get(id);
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
