import type { WebSocket } from 'ws';
import type { EngineEvent } from '#shared/protocol/events';
import { type EngineHandlers, type RequestInput, requests } from '#shared/protocol/requests';
import { linkPage, type PageLink } from './page-link';
import type { SharedEngine } from './shared-engine';

type WatchInput = RequestInput<'watch.set'>;

interface Page {
  readonly link: PageLink;
  /** What this page last asked to be sent while training goes on. */
  watch: WatchInput | null;
}

/** The pages that show the studio: several tabs, or one that was loaded again. All see the same engine and the same run. */
export interface Pages {
  add(socket: WebSocket): void;
  emit(event: EngineEvent): void;
  started(): void;
  exited(reason: string): void;
  closeAll(): void;
}

/**
 * @param engine asked for anew at each use, for pages and engine need one another
 * @param reportBug see `serveEngine`
 */
export function createPages(engine: () => SharedEngine, reportBug: (error: unknown) => string): Pages {
  const pages = new Set<Page>();
  const nothing: WatchInput = requests['watch.set'].input.parse({});

  /** The engine has one watch. It is that of the page that wished last; when that page goes, of the one before. */
  function rewatch(): void {
    const last = [...pages].findLast(page => page.watch !== null);
    void engine().handlers['watch.set'](requests['watch.set'].input.parse(last?.watch ?? nothing));
  }

  return {
    add(socket) {
      const handlers: EngineHandlers = {
        ...engine().handlers,
        'watch.set': async input => {
          page.watch = input;
          // Last in the set is who wished last.
          pages.delete(page);
          pages.add(page);
          return engine().handlers['watch.set'](input);
        },
      };
      const link = linkPage(socket, {
        handlers,
        reportBug,
        onRestart: () => void engine().restart(),
        onClose() {
          const wasLast = [...pages].at(-1) === page;
          pages.delete(page);
          if (wasLast && page.watch) rewatch();
        },
      });
      const page: Page = { link, watch: null };
      pages.add(page);
      const reason = engine().whyGone();
      if (reason !== null) link.tell({ from: 'host', tell: 'engine-exited', reason });
    },
    emit(event) {
      for (const { link } of pages) link.emit(event);
    },
    started() {
      for (const page of pages) {
        page.watch = null;
        page.link.tell({ from: 'host', tell: 'engine-started' });
      }
    },
    exited(reason) {
      for (const { link } of pages) link.tell({ from: 'host', tell: 'engine-exited', reason });
    },
    closeAll() {
      for (const { link } of pages) link.close();
    },
  };
}
