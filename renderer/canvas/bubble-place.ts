/** A rectangle in pixels of the canvas's own box, zoom and pan applied. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a bubble measures (its height as expected for three lines and a button), and its distance from the card. */
export const BUBBLE = { width: 228, height: 128, gap: 12 } as const;

export interface BubblePlace {
  readonly side: 'right' | 'left' | 'below';
  /** Ends level with the card's lower edge instead of beginning level with its upper one. */
  readonly rises: boolean;
}

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Where a card's bubble covers no other card and is all in view; `null` where there is no such place. */
export function bubblePlace(
  card: Box,
  others: readonly Box[],
  view: { readonly width: number; readonly height: number },
): BubblePlace | null {
  const { width, height, gap } = BUBBLE;
  const right = card.x + card.width + gap;
  const left = card.x - gap - width;
  const risen = card.y + card.height - height;
  const middle = card.x + (card.width - width) / 2;
  const places = [
    { side: 'right', rises: false, x: right, y: card.y },
    { side: 'right', rises: true, x: right, y: risen },
    { side: 'left', rises: false, x: left, y: card.y },
    { side: 'left', rises: true, x: left, y: risen },
    { side: 'below', rises: false, x: middle, y: card.y + card.height + gap },
  ] as const;
  const free = places.find(({ x, y }) => {
    const inView = x >= 0 && y >= 0 && x + width <= view.width && y + height <= view.height;
    return inView && !others.some(other => overlap({ x, y, width, height }, other));
  });
  return free ? { side: free.side, rises: free.rises } : null;
}
