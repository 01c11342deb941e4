import { type RefObject, useEffect, useRef, useState } from 'react';

interface Draft<Field> {
  readonly ref: RefObject<Field | null>;
  readonly draft: string;
  readonly setDraft: (draft: string) => void;
}

/** A text that is written in place on the canvas: its field has the focus at once, with all of it selected. */
export function useDraft<Field extends HTMLInputElement | HTMLTextAreaElement>(text: string): Draft<Field> {
  const [draft, setDraft] = useState(text);
  const ref = useRef<Field>(null);
  useEffect(() => {
    ref.current?.focus();
    ref.current?.select();
  }, []);
  return { ref, draft, setDraft };
}
