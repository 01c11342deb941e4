import { useStore } from '@xyflow/react';
import { shallow } from 'zustand/shallow';
import type { NodeId } from '#shared/graph/graph';
import type { Problem } from '#shared/problems/problem';
import { CARD } from '../document/layout';
import { FixButtons } from '../problems/FixButtons';
import { sentence } from '../problems/sentence';
import classes from './LayerCard.module.css';

/** The bubble's width and its distance from the card, in pixels of the window. */
const WIDTH = 244;
const GAP = 16;

/** Where a bubble has room: away from the canvas's edges. */
function usePlace(node: NodeId): { side: 'left' | 'right'; rises: boolean; scale: number } {
  return useStore(({ nodeLookup, transform: [left, top, zoom], width, height }) => {
    const { x, y } = nodeLookup.get(node)?.position ?? { x: 0, y: 0 };
    const rightEnd = (x + CARD.width) * zoom + left + GAP + WIDTH;
    const leftEnd = x * zoom + left - GAP - WIDTH;
    return {
      side: rightEnd > width && leftEnd >= 0 ? 'left' : 'right',
      rises: (y + CARD.height / 2) * zoom + top > height * 0.6,
      scale: 1 / Math.min(1, zoom),
    };
  }, shallow);
}

/** Beside a card, at a size that can be read at any zoom: what was expected, what was received, and the mends as buttons. */
export function ProblemBubble({ node, problems }: { node: NodeId; problems: readonly Problem[] }) {
  const { side, rises, scale } = usePlace(node);
  const worst = problems.some(problem => problem.severity === 'error') ? 'error' : 'warning';
  return (
    <div
      className={`nodrag nopan nowheel ${classes.bubble}`}
      data-problem={worst}
      data-side={side}
      data-rises={rises || undefined}
      style={{ width: WIDTH, scale: String(scale) }}
      role="note"
    >
      {problems.map(problem => (
        <div key={problem.cause.code} className={classes.problem}>
          <p>{sentence(problem)}</p>
          <FixButtons problem={problem} />
        </div>
      ))}
    </div>
  );
}
