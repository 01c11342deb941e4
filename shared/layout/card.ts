/** The size of a node's card on the canvas, in pixels at zoom 1. */
export const CARD = { width: 272, height: 60 } as const;
/** From one row's top to the next one's. */
export const ROW = 84;
