import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { makeTempFolder, type TempFolder } from '../support/temp-folder';
import { type Bridged, listenTo } from './bridge';
import { answerFileDialogs, answerQuestions } from './dialogs';
import { expect, test } from './launch';

let folder: TempFolder;
test.beforeEach(async () => {
  folder = await makeTempFolder('files');
});
test.afterEach(() => folder.remove());

const at = (name: string) => path.join(folder.path, name);
const open = (window: Page) =>
  window.evaluate(() => (globalThis.window as unknown as Bridged).receptive.files.openProject());
const read = (window: Page, file: string) =>
  window.evaluate(name => (globalThis.window as unknown as Bridged).receptive.files.readProject(name), file);
const recent = (window: Page) =>
  window.evaluate(() => (globalThis.window as unknown as Bridged).receptive.files.recent());
const save = (window: Page, request: { path: string | null; text: string; revision: string | null }) =>
  window.evaluate(asked => (globalThis.window as unknown as Bridged).receptive.files.saveProject(asked), {
    suggestedName: 'net.receptive.json',
    ...request,
  });

test('a project is saved where the dialog says, and opened from there', async ({ launchStudio }) => {
  const { app, window } = await launchStudio();
  await answerFileDialogs(app, at('mine.receptive.json'));
  const saved = await save(window, { path: null, text: 'äöü 1', revision: null });
  expect(saved).toMatchObject({ path: at('mine.receptive.json'), revision: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await readdir(folder.path)).toEqual(['mine.receptive.json']);
  expect(await open(window)).toEqual({ ...saved, text: 'äöü 1' });
  expect(await recent(window)).toEqual([at('mine.receptive.json')]);
});

test('a cancelled dialog is no answer', async ({ launchStudio }) => {
  const { app, window } = await launchStudio();
  await answerFileDialogs(app, null);
  expect(await open(window)).toBeNull();
  expect(await save(window, { path: null, text: 'a', revision: null })).toBeNull();
});

test('a folder of pictures is chosen in the native dialog', async ({ launchStudio }) => {
  const { app, window } = await launchStudio();
  const choose = () => window.evaluate(() => (globalThis.window as unknown as Bridged).receptive.files.chooseFolder());
  await answerFileDialogs(app, folder.path);
  expect(await choose()).toBe(folder.path);
  await answerFileDialogs(app, null);
  expect(await choose()).toBeNull();
});

test('a name without an ending gets it, and what has that name is not replaced unasked', async ({ launchStudio }) => {
  const { app, window } = await launchStudio();
  await answerFileDialogs(app, at('net'));
  expect(await save(window, { path: null, text: 'new', revision: null })).toMatchObject({
    path: at('net.receptive.json'),
  });
  const asked = await answerQuestions(app, 'Cancel', 'Replace');
  expect(await save(window, { path: null, text: 'newer', revision: null })).toBeNull();
  expect(await readFile(at('net.receptive.json'), 'utf8')).toBe('new');
  expect(await asked()).toMatchObject([{ message: expect.stringContaining('net.receptive.json exists already') }]);
  await save(window, { path: null, text: 'newer', revision: null });
  expect(await readFile(at('net.receptive.json'), 'utf8')).toBe('newer');
});

test('a file that someone else has changed is not overwritten', async ({ launchStudio }) => {
  const { app, window } = await launchStudio();
  const file = at('shared.receptive.json');
  await answerFileDialogs(app, file);
  const first = await save(window, { path: null, text: 'mine', revision: null });
  const { revision } = first as { revision: string };
  const second = await save(window, { path: file, text: 'mine 2', revision });
  expect(second).toMatchObject({ path: file });

  await writeFile(file, 'theirs');
  const { revision: known } = second as { revision: string };
  const refused = await save(window, { path: file, text: 'mine 3', revision: known });
  expect(refused).toMatchObject({ error: { code: 'file/changed', message: expect.stringContaining(file) } });
  expect(await readFile(file, 'utf8')).toBe('theirs');
});

test('only files that the user pointed at are read or written', async ({ launchStudio }) => {
  const { window } = await launchStudio();
  const file = at('secret.json');
  await writeFile(file, 'secret');
  const answer = await read(window, file);
  expect(answer).toMatchObject({ error: { code: 'file/failed' } });
  expect(JSON.stringify(answer)).not.toContain('"secret"');
  expect(await save(window, { path: file, text: 'x', revision: null })).toMatchObject({
    error: { code: 'file/failed' },
  });
  expect(await readFile(file, 'utf8')).toBe('secret');
});

test('what cannot be opened or written is said with its path', async ({ launchStudio }) => {
  const { app, window } = await launchStudio();
  await answerFileDialogs(app, at('gone.json'));
  expect(await open(window)).toMatchObject({
    error: { code: 'file/not-found', message: expect.stringContaining('gone.json') },
  });

  await writeFile(at('huge.json'), '');
  await truncate(at('huge.json'), 65_000_000);
  await answerFileDialogs(app, at('huge.json'));
  expect(await open(window)).toMatchObject({ error: { code: 'file/too-large' } });

  await mkdir(at('folder.json'));
  await answerFileDialogs(app, at('folder.json'));
  expect(await save(window, { path: null, text: 'a', revision: null })).toMatchObject({
    error: { code: 'file/failed', message: expect.stringContaining('folder.json') },
  });
  expect(await recent(window)).toEqual([]);
});

test('exported bytes are saved as they are', async ({ launchStudio }) => {
  const { app, window } = await launchStudio();
  await answerFileDialogs(app, at('model.keras'));
  const saved = await window.evaluate(() =>
    (globalThis.window as unknown as Bridged).receptive.files.saveBytes({
      suggestedName: 'model.keras',
      bytes: new Uint8Array([0, 255, 128, 10]),
    }),
  );
  expect(saved).toEqual({ path: at('model.keras') });
  expect([...(await readFile(at('model.keras')))]).toEqual([0, 255, 128, 10]);
});

test('a project on the command line is handed to the page, which may read it', async ({ launchStudio }) => {
  const file = at('named.receptive.json');
  await writeFile(file, 'named');
  const { window } = await launchStudio({ args: [file] });
  const heard = await listenTo(window, 'onOpenProject');
  // The studio's own page may have listened first; then it has been told already.
  await expect.poll(async () => (await heard()).length > 0 || (await recent(window)).length > 0).toBe(true);
  expect(await read(window, file)).toMatchObject({ path: file, text: 'named' });
});

test('a file that is dropped on the window is handed to the page', async ({ launchStudio }) => {
  const file = at('dropped.receptive.json');
  await writeFile(file, 'dropped');
  const { window } = await launchStudio();
  const heard = await listenTo(window, 'onOpenProject');
  const debug = await window.context().newCDPSession(window);
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await debug.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  }
  await expect.poll(heard).toEqual([file]);
  expect(await read(window, file)).toMatchObject({ text: 'dropped' });
  expect(window.url()).toBe('app://receptive/index.html');
});

test('a drop that a script makes up is ignored', async ({ launchStudio }) => {
  const { window } = await launchStudio();
  const heard = await listenTo(window, 'onOpenProject');
  await window.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], '/etc/hostname.json'));
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
  });
  await window.evaluate(() => new Promise(resolve => setTimeout(resolve, 300)));
  expect(await heard()).toEqual([]);
});
