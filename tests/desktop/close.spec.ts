import type { ElectronApplication, Page } from 'playwright';
import { type Bridged, listenTo } from './bridge';
import { answerQuestions } from './dialogs';
import { CLEAN, noteEnding } from './ending';
import { expect, test } from './launch';

const setActivity = (window: Page, activity: { unsavedChanges: boolean; training: boolean }) =>
  window.evaluate(now => (globalThis.window as unknown as Bridged).receptive.setActivity(now), activity);

const closeWindow = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

test('nothing to lose: it closes at once', async ({ launchStudio }) => {
  const { app } = await launchStudio();
  const ending = await noteEnding(app);
  await closeWindow(app);
  expect(await ending()).toEqual(CLEAN);
});

test('while training, it asks; Keep open keeps everything', async ({ launchStudio }) => {
  const { app, window } = await launchStudio();
  const ending = await noteEnding(app);
  await setActivity(window, { unsavedChanges: false, training: true });
  const asked = await answerQuestions(app, 'Keep open', 'Stop and close');
  await closeWindow(app);
  await expect.poll(asked).toHaveLength(1);
  expect(await asked()).toMatchObject([{ buttons: ['Keep open', 'Stop and close'] }]);
  expect(await window.evaluate(() => document.visibilityState)).toBe('visible');

  await closeWindow(app);
  expect(await ending()).toEqual(CLEAN);
});

test('quitting the app asks, too', async ({ launchStudio }) => {
  const { app, window } = await launchStudio();
  await setActivity(window, { unsavedChanges: false, training: true });
  const asked = await answerQuestions(app, 'Keep open');
  await app.evaluate(({ app: electron }) => electron.quit());
  await expect.poll(asked).toHaveLength(1);
  expect(app.windows()).toHaveLength(1);
  await setActivity(window, { unsavedChanges: false, training: false });
});

test('with unsaved changes: Cancel stays, Save lets the page save first', async ({ launchStudio }) => {
  const { app, window } = await launchStudio();
  const ending = await noteEnding(app);
  await setActivity(window, { unsavedChanges: true, training: false });
  const asked = await answerQuestions(app, 'Cancel', 'Save');
  await closeWindow(app);
  await expect.poll(asked).toHaveLength(1);
  expect(await asked()).toMatchObject([{ buttons: ['Save', 'Don’t save', 'Cancel'] }]);

  const heard = await listenTo(window, 'onSaveAndClose');
  await closeWindow(app);
  await expect.poll(heard).toHaveLength(1);
  expect(app.windows()).toHaveLength(1);
  await window.evaluate(() => (globalThis.window as unknown as Bridged).receptive.closeWindow());
  expect(await ending()).toEqual(CLEAN);
});

test('with unsaved changes: Don’t save closes without', async ({ launchStudio }) => {
  const { app, window } = await launchStudio();
  const ending = await noteEnding(app);
  await setActivity(window, { unsavedChanges: true, training: true });
  const asked = await answerQuestions(app, 'Stop and close', 'Don’t save');
  const questions = asked();
  await closeWindow(app);
  expect(await ending()).toEqual(CLEAN);
  await questions;
});

test('a page that has not saved cannot close past the questions', async ({ launchStudio }) => {
  const { app, window } = await launchStudio();
  await setActivity(window, { unsavedChanges: false, training: true });
  const asked = await answerQuestions(app, 'Keep open');
  await window.evaluate(() => (globalThis.window as unknown as Bridged).receptive.closeWindow());
  await expect.poll(asked).toHaveLength(1);
  expect(app.windows()).toHaveLength(1);
});
