import { BLOCK, blockOf, repeatOf } from '#shared/graph/block';
import type { GraphNode, NodeId } from '#shared/graph/graph';
import { nodesById, useProjectHere } from '../document/level';
import classes from './LayerCard.module.css';

const usePlaced = (id: NodeId): GraphNode | undefined =>
  useProjectHere(({ graph }) => {
    const node = nodesById(graph).get(id);
    return node?.type === BLOCK ? node : undefined;
  });

/** How often a placed block follows upon itself; nothing for once. */
export function Repeats({ id }: { id: NodeId }) {
  const placed = usePlaced(id);
  const count = placed ? repeatOf(placed) : 1;
  if (count === 1) return null;
  return (
    <span className={classes.repeats} title={`${count} copies follow one another, each with weights of its own`}>
      × {count}
    </span>
  );
}

const asText = (value: GraphNode['params'][string]): string => (Array.isArray(value) ? value.join(' × ') : `${value}`);

/** The values that a placed block is given for the parameters that it shows. */
export function ShownParams({ id }: { id: NodeId }) {
  const placed = usePlaced(id);
  const names = useProjectHere(({ graph }) => {
    const block = placed && blockOf(graph, placed);
    return block ? Object.keys(block.params).join(' ') : '';
  });
  const given = names.split(' ').flatMap(name => {
    const value = placed?.params[name];
    return value === undefined ? [] : [`${name} ${asText(value)}`];
  });
  if (given.length === 0) return null;
  const text = given.join(', ');
  return (
    <span className={classes.given} title={text}>
      {text}
    </span>
  );
}
