import { type PointerEvent, useRef } from 'react';
import type { Result } from '#shared/result';
import type { ParamValue } from '../document/command';
import { useDocument } from '../document/store';
import type { Field } from './fields';
import { scrubbed } from './scrub';

/** Less than this is a click, in pixels. */
const SLACK = 3;

interface Drag {
  readonly x: number;
  readonly from: number;
  moved: boolean;
}

/** Handlers that let a number be dragged by its label, one undo step a drag; none for what is no number. */
export function useScrub(
  field: Field,
  value: ParamValue | undefined,
  onChange: (value: ParamValue) => Result<unknown, string>,
) {
  const drag = useRef<Drag | null>(null);
  if (field.kind !== 'number' || typeof value !== 'number') return {};
  return {
    'data-scrubs': true,
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      drag.current = { x: event.clientX, from: value, moved: false };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: ({ clientX }: PointerEvent<HTMLElement>) => {
      const now = drag.current;
      if (!now || (!now.moved && Math.abs(clientX - now.x) < SLACK)) return;
      now.moved = true;
      onChange(scrubbed(now.from, clientX - now.x, field));
    },
    onLostPointerCapture: () => {
      if (drag.current?.moved) useDocument.getState().endGesture();
      drag.current = null;
    },
  };
}
