import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { ENGINE_PORT_MESSAGE } from '#shared/hosts/desktop-bridge';
import { templates } from '#shared/templates/catalogue';
import { makeTempFolder } from '../support/temp-folder';
import { waitUntil } from '../support/wait-until';
import { type Bridged, listenTo } from './bridge';
import { answerQuestions } from './dialogs';
import { CLEAN, noteEnding } from './ending';
import { expect, test } from './launch';

/** A protocol's answer, as far as these tests look into it. */
interface Answered {
  readonly ok: boolean;
  readonly value?: Record<string, unknown>;
  readonly error?: { readonly code: string };
}

/**
 * Asks the engine over a port of its own, beside the one that the studio's page has. It speaks the protocol as it is on the
 * wire, so that nothing of the page's code is needed to tell what the desktop shell does.
 */
function ask(window: Page, name: string, input: object): Promise<Answered> {
  return window.evaluate(
    async ([message, request, argument]) => {
      const { receptive } = globalThis.window as unknown as Bridged;
      const arriving = new Promise<MessagePort | undefined>(resolve => {
        const receive = (event: MessageEvent) => {
          if (event.data !== message) return;
          // The page would take this port for a new one of its own.
          event.stopImmediatePropagation();
          globalThis.window.removeEventListener('message', receive, true);
          resolve(event.ports[0]);
        };
        globalThis.window.addEventListener('message', receive, true);
      });
      await receptive.engine.connect();
      const port = await arriving;
      if (!port) throw new Error('no port came');
      return new Promise<Answered>(resolve => {
        port.onmessage = ({ data }) => {
          if (data.i !== 'test') return;
          resolve(data.r);
          port.close();
        };
        port.postMessage({ t: 'q', i: 'test', m: 'request', a: [request, argument] });
      });
    },
    [ENGINE_PORT_MESSAGE, name, input] as const,
  );
}

function points() {
  const template = templates.find(({ id }) => id === 'logistic-regression');
  if (!template) throw new Error('no such template');
  const project = template.project();
  return { ...project, training: { ...project.training, epochs: 100_000 } };
}

test('the engine runs in a process of its own, with TensorFlow', async ({ launchStudio }) => {
  const { app, window } = await launchStudio();
  const { ok, value } = await ask(window, 'engine.info', {});
  expect(ok).toBe(true);
  expect(value).toMatchObject({ pid: expect.any(Number), problems: [], runtime: { tensorflow: expect.any(String) } });
  expect(value?.pid).not.toBe(app.process().pid);
  const utilities = await app.evaluate(({ app: electron }) =>
    electron
      .getAppMetrics()
      .filter(({ name }) => name === 'Receptive Engine')
      .map(({ pid }) => pid),
  );
  expect(utilities).toEqual([value?.pid]);
});

test('an engine that is killed is told within 2 s with its reason; a new one starts on request', async ({
  launchStudio,
}) => {
  const { window } = await launchStudio();
  const first = await ask(window, 'engine.info', {});
  const heard = await listenTo(window, 'onExit');
  process.kill(Number(first.value?.pid), 'SIGKILL');
  await waitUntil('the news', async () => (await heard()).length > 0, 2);
  expect(await heard()).toEqual([expect.stringContaining('SIGKILL')]);

  await window.evaluate(() => (globalThis.window as unknown as Bridged).receptive.engine.restart());
  const second = await ask(window, 'engine.info', {});
  expect(second).toMatchObject({ ok: true, value: { runtime: { tensorflow: expect.any(String) } } });
  expect(second.value?.pid).not.toBe(first.value?.pid);
  expect(await heard()).toHaveLength(1);
});

test('a page that is loaded again finds the training that goes on', async ({ launchStudio }) => {
  const { window } = await launchStudio();
  const started = await ask(window, 'train.start', { project: points() });
  expect(started.ok).toBe(true);
  await window.reload();
  await window.waitForURL('app://receptive/index.html');
  const session = await ask(window, 'session.get', {});
  expect(session.value?.status).toMatchObject({
    run: started.value?.run,
    state: expect.stringMatching(/running|preparing/),
  });
  expect((await ask(window, 'train.stop', {})).ok).toBe(true);
});

test('closing while training stops it after the step and keeps what was learned', async ({ launchStudio }) => {
  const data = await makeTempFolder('closing');
  const { app, window } = await launchStudio({ env: { RECEPTIVE_DATA: data.path } });
  const ending = await noteEnding(app);
  const started = await ask(window, 'train.start', { project: points() });
  const engine = Number((await ask(window, 'engine.info', {})).value?.pid);
  await waitUntil('the first steps', async () => {
    const { value } = await ask(window, 'session.get', {});
    const { step } = (value?.status ?? { step: 0 }) as { step: number };
    return step > 10;
  });
  await window.evaluate(() =>
    (globalThis.window as unknown as Bridged).receptive.setActivity({ unsavedChanges: false, training: true }),
  );
  await answerQuestions(app, 'Stop and close');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  expect(await ending()).toEqual(CLEAN);
  expect(() => process.kill(engine, 0)).toThrow();

  const run = path.join(data.path, 'runs', String(started.value?.run));
  const record = JSON.parse(await readFile(path.join(run, 'run.json'), 'utf8'));
  expect(record).toMatchObject({ state: 'stopped' });
  expect(await readdir(path.join(run, 'checkpoints'))).not.toEqual([]);
  await data.remove();
});
