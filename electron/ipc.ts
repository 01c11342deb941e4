import { ipcMain, type WebContents, type WebFrameMain } from 'electron';
import { z } from 'zod';
import { ASK, TELL } from './channels';
import { isOurPage } from './security';

const path = z.string().min(1).max(4096);
/** In UTF-16 units; the limit on reading is the same number of bytes. */
const MAX_TEXT = 64_000_000;
const MAX_BYTES = 2 ** 31 - 1;

/** What the page may say, by channel: the arguments, checked before anyone sees them. */
const schemas = {
  [ASK.connectEngine]: z.tuple([]),
  [ASK.restartEngine]: z.tuple([]),
  [ASK.openProject]: z.tuple([]),
  [ASK.readProject]: z.tuple([path]),
  [ASK.saveProject]: z.tuple([
    z.strictObject({
      path: path.nullable(),
      suggestedName: z.string().max(255),
      text: z.string().max(MAX_TEXT),
      revision: z.string().max(200).nullable(),
    }),
  ]),
  [ASK.saveBytes]: z.tuple([
    z.strictObject({
      suggestedName: z.string().max(255),
      bytes: z.instanceof(Uint8Array).refine(bytes => bytes.byteLength <= MAX_BYTES, 'too large'),
    }),
  ]),
  [ASK.chooseFolder]: z.tuple([]),
  [ASK.chooseFile]: z.tuple([]),
  [ASK.recent]: z.tuple([]),
  [TELL.activity]: z.tuple([z.strictObject({ unsavedChanges: z.boolean(), training: z.boolean() })]),
  [TELL.close]: z.tuple([]),
  [TELL.keys]: z.tuple([z.record(z.string().max(100), z.string().max(40))]),
  [TELL.readyForProjects]: z.tuple([]),
  [TELL.dropped]: z.tuple([z.array(path).max(100)]),
} as const satisfies Record<string, z.ZodType>;

type Schemas = typeof schemas;
type Args<Channel extends keyof Schemas> = z.output<Schemas[Channel]>;
type Asked = (typeof ASK)[keyof typeof ASK];
type Told = (typeof TELL)[keyof typeof TELL];

/** Who answers what the page says. */
export type PageHandlers = {
  readonly [Channel in Asked]: (...args: Args<Channel>) => unknown;
} & {
  readonly [Channel in Told]: (...args: Args<Channel>) => void;
};

interface Said {
  readonly sender: WebContents;
  readonly senderFrame: WebFrameMain | null;
}

/** Why something said is not heard. The page gets this as the rejection of its question. */
class Refused extends Error {
  override readonly name = 'Refused';
}

function check(
  channel: keyof Schemas,
  { sender, senderFrame }: Said,
  contents: WebContents | null,
  args: unknown[],
): unknown[] {
  if (sender !== contents || !isOurPage(senderFrame)) throw new Refused(`${channel}: not for this page`);
  const parsed = schemas[channel].safeParse(args);
  if (parsed.success) return parsed.data;
  throw new Refused(
    `${channel}: ${parsed.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`).join('; ')}`,
  );
}

/**
 * Answers what the studio's page says, and refuses everyone else. No other file names `ipcMain`.
 * @param contents the page; `null` once its window is gone, while its last words may still arrive
 */
export function listenToPage(contents: () => WebContents | null, handlers: PageHandlers): void {
  // A handler and the arguments of its channel belong together, which the compiler cannot follow through a loop.
  const call = (channel: Asked | Told, args: unknown[]) =>
    (handlers[channel] as (...args: unknown[]) => unknown)(...args);
  for (const channel of Object.values(ASK)) {
    ipcMain.handle(channel, (event, ...args: unknown[]) => call(channel, check(channel, event, contents(), args)));
  }
  for (const channel of Object.values(TELL)) {
    ipcMain.on(channel, (event, ...args: unknown[]) => {
      try {
        call(channel, check(channel, event, contents(), args));
      } catch (error) {
        // Nobody waits for an answer; a page that is refused here has no way to ours.
        if (!(error instanceof Refused)) throw error;
      }
    });
  }
}
