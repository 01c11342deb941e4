import { app, protocol, type Session, shell, type WebFrameMain } from 'electron';
import { readStudioFile, securityHeaders } from '#main/hosts/studio-files';

const SCHEME = 'app';
const ORIGIN = `${SCHEME}://receptive`;
/** The one page that windows show. */
export const PAGE = `${ORIGIN}/index.html`;

/** Gives the studio an origin of its own, as a web page has it. Call it before the app is ready. */
export function registerStudioScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

async function answer(root: string, address: string): Promise<Answer> {
  // A standard scheme has host and path, but Node parses those of http only.
  const url = new URL(address.replace(/^app:/, 'http:'));
  const file = url.host === 'receptive' ? await readStudioFile(root, url.pathname) : null;
  return file
    ? { status: 200, headers: { ...securityHeaders(), ...file.headers }, body: file.body }
    : {
        status: 404,
        headers: { ...securityHeaders(), 'content-type': 'text/plain' },
        body: Buffer.from('Not found\n'),
      };
}

/** Hands the files of the built studio to its page, and nothing else. */
export function serveStudioFiles(session: Session, root: string): void {
  // Electron 25 brought `handle` and marked its forerunner for removal; the tests' Electron 22 has only the forerunner.
  if (typeof session.protocol.handle === 'function') {
    session.protocol.handle(SCHEME, async ({ url }) => {
      const { status, headers, body } = await answer(root, url);
      return new Response(new Uint8Array(body), { status, headers });
    });
  } else {
    session.protocol.registerBufferProtocol(SCHEME, ({ url }, done) => {
      void answer(root, url).then(({ status, headers, body }) => done({ statusCode: status, headers, data: body }));
    });
  }
}

/** Layers are copied and pasted as text, also to and from other programs. */
const PERMITTED: ReadonlySet<string> = new Set(['clipboard-read', 'clipboard-sanitized-write']);

/** Whether all that is asked for is pictures of the camera: the convolution playground takes them, and only at a click. */
const isCamera = (permission: string, kinds: readonly (string | undefined)[]): boolean =>
  permission === 'media' && kinds.length > 0 && kinds.every(kind => kind === 'video');

/** Lets our own page use the clipboard and the camera. The studio needs no microphone, place, notifications or other permission of the browser's. */
export function limitPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    const kinds = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const isPermitted = PERMITTED.has(permission) || isCamera(permission, kinds);
    decide(isPermitted && details.requestingUrl.startsWith(`${ORIGIN}/`));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, { mediaType }) => {
    const isPermitted = PERMITTED.has(permission) || isCamera(permission, [mediaType]);
    return isPermitted && `${origin}/`.startsWith(`${ORIGIN}/`);
  });
}

/** Keeps every page, ours too, from going elsewhere or opening windows. Links to the web open in the user's browser. */
export function confineWindows(): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-navigate', (event, url) => {
      if (url === PAGE) return;
      event.preventDefault();
      openInBrowser(url);
    });
    contents.on('will-attach-webview', event => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      openInBrowser(url);
      return { action: 'deny' };
    });
  });
}

/** Only https, so that no page can make the system start another program. */
function openInBrowser(address: string): void {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return;
  }
  if (url.protocol === 'https:' && !url.username && !url.password) void shell.openExternal(url.href);
}

/** Whether a message comes from the top frame of the studio's own page. */
export const isOurPage = (frame: WebFrameMain | null): boolean =>
  frame !== null && frame.parent === null && frame.url.startsWith(`${ORIGIN}/`);
