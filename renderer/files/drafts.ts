import { z } from 'zod';
import { Project } from '#shared/project/project';

/** What autosave keeps of a window's document. */
export const Draft = z.strictObject({
  project: Project,
  file: z.strictObject({ name: z.string(), path: z.string(), revision: z.string() }).nullable(),
  unsaved: z.boolean(),
  /** When it was kept, as ISO 8601; empty where it was kept before that was noted. */
  at: z.string().default(''),
});
export type Draft = z.infer<typeof Draft>;

export interface StoredDraft {
  readonly key: string;
  readonly draft: Draft;
}

type Store = Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>;

/** Drafts of before each window had its own lie under the bare name. */
const NAME = 'receptive:draft';

/** Where a window's draft lies. */
export const draftKey = (windowId: string): string => `${NAME}:${windowId}`;

function readDraft(store: Store, key: string): Draft | null {
  try {
    const parsed = Draft.safeParse(JSON.parse(store.getItem(key) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** All drafts that can be read, newest first. */
export function readDrafts(store: Store): readonly StoredDraft[] {
  const keys = Array.from({ length: store.length }, (_, index) => store.key(index) ?? '');
  return keys
    .filter(key => key === NAME || key.startsWith(`${NAME}:`))
    .flatMap(key => {
      const draft = readDraft(store, key);
      return draft ? [{ key, draft }] : [];
    })
    .sort((a, b) => (a.draft.at < b.draft.at ? 1 : a.draft.at > b.draft.at ? -1 : 0));
}

export interface Recovery {
  /** To be shown at once. */
  readonly restore: StoredDraft | null;
  /** Work of windows that are gone, that is in no file. */
  readonly lost: readonly StoredDraft[];
  /** Drafts that nobody needs: what they hold is in its file. */
  readonly needless: readonly StoredDraft[];
}

/**
 * What a window that opens makes of the drafts that it finds: its own, after a reload; else the one that a window that is gone left
 * behind unsaved; where several did, the user must choose; with none, what was open last.
 * @param living the keys of the drafts whose windows are open
 */
export function recoveryOf(drafts: readonly StoredDraft[], own: string, living: ReadonlySet<string>): Recovery {
  const mine = drafts.find(({ key }) => key === own);
  const orphans = drafts.filter(({ key }) => key !== own && !living.has(key));
  const lost = orphans.filter(({ draft }) => draft.unsaved);
  const saved = orphans.filter(({ draft }) => !draft.unsaved);
  if (mine) return { restore: mine, lost, needless: [] };
  const [only] = lost;
  const restore = lost.length > 1 ? null : (only ?? saved[0] ?? null);
  return {
    restore,
    lost: lost.length > 1 ? lost : [],
    needless: saved.filter(draft => draft !== restore),
  };
}
