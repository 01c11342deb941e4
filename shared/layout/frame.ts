import type { Position } from '../project/place';
import { CARD } from './card';

/** What a group's frame adds around the cards in it, and how near others may come, in pixels at zoom 1. */
export const FRAME = { title: 28, top: 36, side: 12, bottom: 12, gap: 12 } as const;

export interface Rectangle extends Position {
  readonly width: number;
  readonly height: number;
}

/** The smallest rectangle around some; nothing at the origin where there are none. */
export function around(boxes: readonly Rectangle[]): Rectangle {
  if (boxes.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const [x, y] = [Math.min(...boxes.map(box => box.x)), Math.min(...boxes.map(box => box.y))];
  const right = Math.max(...boxes.map(box => box.x + box.width));
  const bottom = Math.max(...boxes.map(box => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** The smallest rectangle around cards that lie in these places. */
export const aroundCards = (places: readonly Position[]): Rectangle =>
  around(places.map(place => ({ ...place, ...CARD })));

/** The frame around cards that lie in these places, its title bar above them. */
export function frameAround(places: readonly Position[]): Rectangle {
  const { x, y, width, height } = aroundCards(places);
  return {
    x: x - FRAME.side,
    y: y - FRAME.top,
    width: width + 2 * FRAME.side,
    height: height + FRAME.top + FRAME.bottom,
  };
}

/** The one card that stands for cards in these places: where the first of them lies, above the middle of all. */
export function cardFor(places: readonly Position[]): Rectangle {
  const { x, y, width } = aroundCards(places);
  return { x: Math.round(x + (width - CARD.width) / 2), y, ...CARD };
}
