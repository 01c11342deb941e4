import { Anchor, Button } from '@mantine/core';
import type { NodeId } from '#shared/graph/graph';
import { useView } from '../app/view';
import { fitView } from '../canvas/canvas-state';
import { perform } from '../document/perform';
import { useUses } from '../document/uses';
import { Section } from './parts';
import classes from './properties.module.css';

function goTo(id: NodeId): void {
  useView.getState().select([id]);
  fitView([id]);
}

function Links({ ids }: { ids: readonly NodeId[] }) {
  return ids.map((id, index) => (
    <span key={id}>
      {index > 0 && ', '}
      <Anchor component="button" type="button" size="xs" ff="monospace" onClick={() => goTo(id)}>
        {id}
      </Anchor>
    </span>
  ));
}

/** Of a layer that has several uses: whose weights this one computes with, and where else they are used. */
export function SharedWeights({ id }: { id: NodeId }) {
  const uses = useUses(id);
  if (!uses) return null;
  const [owner] = uses;
  const others = uses.filter(use => use !== id && use !== owner);
  return (
    <Section title="Shared weights">
      <p className={classes.note}>
        {owner === id ? (
          <>
            Used here and by <Links ids={others} />. Parameters count for all of them.
          </>
        ) : (
          <>
            Another use of <Links ids={[owner]} />
            {others.length > 0 && (
              <>
                {' '}
                (and of <Links ids={others} />)
              </>
            )}
            : the same weights, counted once. Parameters count for all uses.
          </>
        )}
      </p>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => perform({ do: 'nodes.unshare', ids: [id] })}
        title="The parameters stay as they are"
      >
        Give it weights of its own
      </Button>
    </Section>
  );
}
