import { type NodeHandle, Position } from '@xyflow/react';
import { CARD } from '#shared/layout/card';

/** The one handle that a card's wires leave from; those they arrive at are named like the layer's ports. */
export const OUTPUT_HANDLE = 'output';

/** As in LayerCard.module.css, in pixels: a port's middle lies on the inner edge of its card's border. */
const PORT = 11;
const BORDER = 1;

const handle = (type: 'source' | 'target', id: string, x: number): NodeHandle => ({
  ...{ type, id, width: PORT, height: PORT },
  position: type === 'target' ? Position.Top : Position.Bottom,
  x: x - PORT / 2,
  y: (type === 'target' ? BORDER : CARD.height - BORDER) - PORT / 2,
});

/**
 * Where wires arrive at a card and leave it. React Flow is told, since it would draw each card of a large network once to see.
 * @param ports the names of the inputs, from left to right
 */
export function handlesOf(ports: readonly string[], hasOutput: boolean): NodeHandle[] {
  const inside = CARD.width - 2 * BORDER;
  const inputs = ports.map((port, index) =>
    handle('target', port, BORDER + (inside * (index + 1)) / (ports.length + 1)),
  );
  return hasOutput ? [...inputs, handle('source', OUTPUT_HANDLE, CARD.width / 2)] : inputs;
}
