import { expect, test } from 'vitest';
import { bubblePlace } from '#renderer/canvas/bubble-place';

const view = { width: 800, height: 700 };
const card = (x: number, y: number) => ({ x, y, width: 272, height: 84 });

test.each([
  ['right of it', card(280, 100), [], { side: 'right', rises: false }],
  ['rising, at the lower edge', card(280, 600), [], { side: 'right', rises: true }],
  ['left, at the right edge', card(560, 100), [], { side: 'left', rises: false }],
  ['below, between neighbours', card(280, 100), [card(540, 100), card(20, 100)], { side: 'below', rises: false }],
  ['nowhere, where all is taken', card(280, 100), [card(540, 100), card(20, 100), card(280, 220)], null],
])('%s', (_name, box, others, expected) => expect(bubblePlace(box, others, view)).toEqual(expected));
