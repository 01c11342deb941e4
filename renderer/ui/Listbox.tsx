import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import classes from './Listbox.module.css';

interface Props<T> {
  /** What the list holds, for screen readers. */
  readonly label: string;
  readonly placeholder: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly render: (item: T) => ReactNode;
  readonly onPick: (item: T) => void;
  /** What is said where nothing matches. */
  readonly none: string;
}

/** A search field over a list: arrows choose, Enter picks (WAI-ARIA's combobox with a listbox). */
export function Listbox<T>({ label, placeholder, query, onQuery, items, keyOf, render, onPick, none }: Props<T>) {
  const id = useId();
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const current = Math.min(active, items.length - 1);

  useEffect(() => {
    list.current?.children[current]?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && items.length > 0) {
      event.preventDefault();
      setActive((current + step + items.length) % items.length);
    }
    const item = items[current];
    if (event.key === 'Enter' && item) {
      event.preventDefault();
      onPick(item);
    }
  };

  return (
    <>
      <input
        className={classes.search}
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={items.length > 0 ? `${id}-${current}` : undefined}
        aria-label={placeholder}
        placeholder={placeholder}
        value={query}
        data-autofocus
        // biome-ignore lint/a11y/noAutofocus: the list opens at the user's wish, to be typed into
        autoFocus
        spellCheck={false}
        autoComplete="off"
        onChange={event => {
          onQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={label} className={classes.list}>
        {items.map((item, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the search field above has the focus and the keys
          <div
            key={keyOf(item)}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            className={classes.option}
            onPointerMove={() => setActive(index)}
            onClick={() => onPick(item)}
          >
            {render(item)}
          </div>
        ))}
      </div>
      {items.length === 0 && <p className={classes.none}>{none}</p>}
    </>
  );
}
