import { describe, expect, test } from 'vitest';
import { type Draft, draftKey, readDrafts, recoveryOf } from '#renderer/files/drafts';
import { emptyProject } from '#shared/project/project';

/** As a browser's storage, in memory. */
function storeOf(entries: Readonly<Record<string, string>>) {
  const all = new Map(Object.entries(entries));
  return {
    get length() {
      return all.size;
    },
    key: (index: number) => [...all.keys()][index] ?? null,
    getItem: (key: string) => all.get(key) ?? null,
    setItem: (key: string, value: string) => void all.set(key, value),
    removeItem: (key: string) => void all.delete(key),
  };
}

const draft = (name: string, unsaved: boolean, at = '2026-01-01T00:00:00.000Z'): Draft => ({
  project: emptyProject(name),
  file: null,
  unsaved,
  at,
});

/** Drafts by their windows, read back from a storage. */
const stored = (drafts: Readonly<Record<string, Draft>>) =>
  readDrafts(
    storeOf(Object.fromEntries(Object.entries(drafts).map(([id, one]) => [draftKey(id), JSON.stringify(one)]))),
  );

const nobody: ReadonlySet<string> = new Set();
const names = (drafts: ReturnType<typeof stored>) => drafts.map(one => one.draft.project.name);

describe('drafts', () => {
  test('are read newest first, without what cannot be read or is something else', () => {
    const store = storeOf({
      [draftKey('a')]: JSON.stringify(draft('old', true, '2026-01-01T10:00:00.000Z')),
      [draftKey('b')]: JSON.stringify(draft('new', true, '2026-01-02T10:00:00.000Z')),
      [draftKey('c')]: '{"cut": ',
      'receptive:view': '{}',
      'receptive:draftsman': JSON.stringify(draft('other', true)),
    });
    expect(names(readDrafts(store))).toEqual(['new', 'old']);
  });

  test('the one draft of before each window had its own is found, too', () => {
    const { at, ...before } = draft('yesterday', true);
    const [found] = readDrafts(storeOf({ 'receptive:draft': JSON.stringify(before) }));
    expect(found?.draft.project.name).toBe('yesterday');
  });
});

describe('a window that opens', () => {
  test('shows its own draft after a reload, whatever others left', () => {
    const { restore, lost } = recoveryOf(
      stored({ me: draft('mine', false), b: draft('b', true) }),
      draftKey('me'),
      nobody,
    );
    expect(restore?.draft.project.name).toBe('mine');
    expect(names(lost)).toEqual(['b']);
  });

  test('leaves alone what is open in another window', () => {
    const { restore, lost, needless } = recoveryOf(
      stored({ b: draft('b', true) }),
      draftKey('me'),
      new Set([draftKey('b')]),
    );
    expect([restore, lost, needless]).toEqual([null, [], []]);
  });

  test('shows the one unsaved draft of a window that is gone, also where a saved one is newer', () => {
    const drafts = stored({ a: draft('lost', true), b: draft('saved', false, '2026-06-01T00:00:00.000Z') });
    const { restore, lost, needless } = recoveryOf(drafts, draftKey('me'), nobody);
    expect(restore?.draft.project.name).toBe('lost');
    expect([names(lost), names(needless)]).toEqual([[], ['saved']]);
  });

  test('asks where several were lost, and drops none of them', () => {
    const drafts = stored({ a: draft('one', true), b: draft('two', true), c: draft('saved', false) });
    const { restore, lost, needless } = recoveryOf(drafts, draftKey('me'), nobody);
    expect(restore).toBeNull();
    expect([names(lost).sort(), names(needless)]).toEqual([['one', 'two'], ['saved']]);
  });

  test('with nothing lost shows what was open last', () => {
    const drafts = stored({ a: draft('older', false), b: draft('last', false, '2026-06-01T00:00:00.000Z') });
    const { restore, needless } = recoveryOf(drafts, draftKey('me'), nobody);
    expect(restore?.draft.project.name).toBe('last');
    expect(names(needless)).toEqual(['older']);
  });
});
