import { useStore } from '@xyflow/react';
import { shallow } from 'zustand/shallow';
import type { NodeId } from '#shared/graph/graph';
import { CARD } from '#shared/layout/card';
import { type Problem, worstOf } from '#shared/problems/problem';
import type { Position } from '#shared/project/project';
import { FixButtons } from '../problems/FixButtons';
import { sentence } from '../problems/sentence';
import { WayIn } from '../problems/WayIn';
import { type Box, BUBBLE, type BubblePlace, bubblePlace } from './bubble-place';
import classes from './LayerCard.module.css';

interface Drawn extends BubblePlace {
  readonly scale: number;
}

/** What lies over the canvas: the overview at its top right, the toolbar at its bottom left. */
const panels = (width: number, height: number): readonly Box[] => [
  { x: width - 146, y: 14, width: 132, height: 96 },
  { x: 14, y: height - 50, width: 280, height: 36 },
];

/** Where the bubble has room; with none, one that was asked for covers what is beside it, and others are not drawn. */
function usePlace(node: NodeId, asked: boolean): Drawn | null {
  return useStore(({ nodeLookup, transform: [left, top, zoom], width, height }) => {
    const boxOf = ({ x, y }: Position) => ({
      x: x * zoom + left,
      y: y * zoom + top,
      width: CARD.width * zoom,
      height: CARD.height * zoom,
    });
    const card = nodeLookup.get(node)?.position;
    if (!card) return null;
    const others = [...nodeLookup.values()]
      .filter(other => other.id !== node && other.type !== 'frame')
      .map(other => boxOf(other.position));
    const obstacles = [...others, ...panels(width, height)];
    const place = bubblePlace(boxOf(card), obstacles, { width, height });
    if (!place && !asked) return null;
    const rises = boxOf(card).y > height / 2;
    return { ...(place ?? { side: 'right', rises }), scale: 1 / Math.min(1, zoom) };
  }, shallow);
}

interface Props {
  readonly node: NodeId;
  readonly problems: readonly Problem[];
  /** Whether the user chose this node, so that its bubble may cover others. */
  readonly asked: boolean;
}

/** Beside a card, at a size that can be read at any zoom: what was expected, what was received, and the mends as buttons. */
export function ProblemBubble({ node, problems, asked }: Props) {
  const place = usePlace(node, asked);
  if (!place) return null;
  const worst = worstOf(problems);
  return (
    <div
      className={`nodrag nopan nowheel ${classes.bubble}`}
      data-problem={worst}
      data-side={place.side}
      data-rises={place.rises || undefined}
      style={{ width: BUBBLE.width, scale: String(place.scale) }}
      role="note"
    >
      {problems.map(problem => (
        <div key={`${problem.path?.join('/')} ${problem.cause.code}`} className={classes.problem}>
          <p>{sentence(problem)}</p>
          <WayIn problem={problem} />
          <FixButtons problem={problem} />
        </div>
      ))}
    </div>
  );
}
