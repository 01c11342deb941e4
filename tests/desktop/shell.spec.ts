import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { StudioPage } from '../e2e/pages/studio';
import { command } from '../e2e/pages/views';
import { repoRoot } from '../support/repo';
import { makeTempFolder } from '../support/temp-folder';
import { type Bridged, listenTo } from './bridge';
import { expect, test } from './launch';

test('the window shows our page, from an origin of its own', async ({ launchStudio }) => {
  const { app, window } = await launchStudio();
  expect(window.url()).toBe('app://receptive/index.html');
  await expect(window).toHaveTitle(/Receptive/);
  expect(await window.evaluate(() => [location.origin, isSecureContext])).toEqual(['app://receptive', true]);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('the page has the bridge, and nothing of Node or Electron', async ({ launchStudio }) => {
  const { app, window } = await launchStudio();
  const found = await window.evaluate(() => {
    const { receptive } = window as unknown as Bridged;
    const names = [
      'require',
      'process',
      'module',
      'exports',
      'Buffer',
      'global',
      '__dirname',
      'electron',
      'ipcRenderer',
    ];
    return {
      leaked: names.filter(name => name in window),
      bridge: Object.keys(receptive).sort(),
      engine: Object.keys(receptive.engine).sort(),
      files: Object.keys(receptive.files).sort(),
      frozen: Object.isFrozen(receptive) || !Reflect.set(receptive, 'closeWindow', null),
    };
  });
  expect(found).toEqual({
    leaked: [],
    bridge: [
      ...['closeWindow', 'engine', 'files', 'onMenuAction', 'onSaveAndClose'],
      ...['platform', 'setActivity', 'setMenuKeys'],
    ],
    engine: ['connect', 'onExit', 'restart'],
    files: [
      ...['chooseFile', 'chooseFolder', 'onDropData', 'onOpenProject'],
      ...['openProject', 'readProject', 'recent', 'saveBytes', 'saveProject'],
    ],
    frozen: true,
  });
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const [first] = BrowserWindow.getAllWindows();
    // Not among Electron's types, but told by Electron itself: what the page really runs under.
    const contents = first?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    const { sandbox, contextIsolation, nodeIntegration, webSecurity } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity };
  });
  expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true });
});

test('the content policy keeps foreign code and connections out', async ({ launchStudio }) => {
  const { window } = await launchStudio();
  const violated = await window.evaluate(async () => {
    const seen: string[] = [];
    document.addEventListener('securitypolicyviolation', event => seen.push(event.effectiveDirective));
    const add = (name: string, attributes: Record<string, string>, text = '') => {
      const element = document.body.appendChild(document.createElement(name));
      element.textContent = text;
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    };
    add('script', {}, 'window.inlineRan = true');
    add('script', { src: 'https://example.com/a.js' });
    add('iframe', { src: 'https://example.com/' });
    add('img', { src: 'https://example.com/a.png' });
    add('object', { data: 'https://example.com/' });
    await fetch('https://example.com/').catch(() => undefined);
    await new Promise(resolve => setTimeout(resolve, 300));
    return { seen: [...new Set(seen)].sort(), inlineRan: 'inlineRan' in window };
  });
  expect(violated.inlineRan).toBe(false);
  expect(violated.seen).toEqual(['connect-src', 'frame-src', 'img-src', 'object-src', 'script-src-elem']);
});

test('only files of the studio are served', async ({ launchStudio }) => {
  const { window } = await launchStudio();
  const statuses = await window.evaluate(async () => {
    const status = async (path: string) => (await fetch(path)).status;
    return {
      page: await status('/index.html'),
      outside: await status('/..%2f..%2fpackage.json'),
      above: await status('/%2e%2e/node/engine.cjs'),
      absent: await status('/none.js'),
    };
  });
  expect(statuses).toEqual({ page: 200, outside: 404, above: 404, absent: 404 });
});

test('the page can neither go elsewhere nor open windows; https links open in the browser', async ({
  launchStudio,
}) => {
  const { app, window } = await launchStudio();
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async url => void opened.push(url);
  });
  await window.evaluate(() => {
    globalThis.open('https://example.com/window');
    globalThis.open('file:///etc/passwd');
    globalThis.open('smb://example.com/');
    location.href = 'https://example.com/page';
  });
  const opened = () => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
  await expect.poll(opened).toEqual(['https://example.com/window', 'https://example.com/page']);
  await window.evaluate(() => {
    location.href = 'file:///etc/passwd';
  });
  await window.evaluate(() => new Promise(resolve => setTimeout(resolve, 300)));
  expect(window.url()).toBe('app://receptive/index.html');
  expect(app.windows()).toHaveLength(1);
  expect(await opened()).toHaveLength(2);
});

test('layers are copied to other programs as JSON, and pasted from them', async ({ launchStudio }) => {
  const { app, window } = await launchStudio();
  const studio = new StudioPage(window);
  await studio.ready();
  const id = await studio.addFromPalette('Dense', { x: 500, y: 300 });
  await studio.setParam(id, 'units', '48');
  await studio.press('Control+a');
  await studio.press('Control+c');
  const copied = () => app.evaluate(({ clipboard }) => clipboard.readText());
  await expect.poll(copied).toMatch(/"units": ?48/);
  const edited = (await copied()).replace(/"units": ?48/, '"units": 77');
  await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), edited);
  await studio.press('Control+v');
  await expect.poll(() => studio.ids()).toEqual(['dense_1', 'dense_2']);
  await studio.select('dense_2');
  await expect(studio.param('units').getByRole('textbox')).toHaveValue('77');
});

test('other permissions of the browser are denied', async ({ launchStudio }) => {
  const { window } = await launchStudio();
  const camera = await window.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      (error: unknown) => (error instanceof Error ? error.name : 'refused'),
    ),
  );
  expect(['NotAllowedError', 'NotFoundError']).toContain(camera);
  expect(await window.evaluate(() => Notification.requestPermission())).toBe('denied');
});

test('what a foreign page says over the same preload script is refused', async ({ launchStudio }) => {
  const { app, window } = await launchStudio();
  const preload = await app.evaluate(({ app: electron }) => `${electron.getAppPath()}/dist/electron/preload.cjs`);
  const opening = app.waitForEvent('window');
  await app.evaluate(({ BrowserWindow }, script) => {
    const foreign = new BrowserWindow({ show: false, webPreferences: { preload: script, sandbox: true } });
    void foreign.loadURL('data:text/html,<title>foreign</title>');
  }, preload);
  const foreign = await opening;
  const refused = await foreign.evaluate(async () => {
    const { receptive } = window as unknown as Bridged;
    const ask = (asked: Promise<unknown>) => asked.then(() => 'answered', String);
    return [await ask(receptive.files.recent()), await ask(receptive.engine.connect())];
  });
  expect(refused).toEqual([expect.stringContaining('not for this page'), expect.stringContaining('not for this page')]);
  const own = await window.evaluate(() => (window as unknown as Bridged).receptive.files.recent());
  expect(own).toEqual([]);
});

test('what breaks the contract is refused, with the place', async ({ launchStudio }) => {
  const { window } = await launchStudio();
  const refusal = await window.evaluate(() => {
    const { receptive } = window as unknown as Bridged;
    const wrong = { path: 7, suggestedName: 'a', text: 'b', revision: null, more: true };
    return receptive.files.saveProject(wrong as never).then(() => 'answered', String);
  });
  expect(refusal).toMatch(/files:save-project: .*path/);
});

test('an entry of the native menu reaches the page', async ({ launchStudio }) => {
  const { app, window } = await launchStudio();
  const heard = await listenTo(window, 'onMenuAction');
  const clicked = await app.evaluate(({ Menu }) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById('help.shortcuts');
    item?.click();
    return item?.label;
  });
  expect(clicked).toBe('Keyboard shortcuts');
  await expect.poll(heard).toEqual(['help.shortcuts']);
});

test('what the native menu names of the studio stands in its own menus, too', async ({ launchStudio }) => {
  const { app, window } = await launchStudio();
  const native = await app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).flatMap(menu =>
      (menu.submenu?.items ?? []).filter(({ id }) => id?.includes('.')).map(({ label }) => label),
    ),
  );
  expect(native.length).toBeGreaterThan(10);
  const own: string[] = [];
  for (const menu of ['File', 'Edit', 'Arrange', 'View', 'Run', 'Help']) {
    await window.getByRole('button', { name: menu, exact: true }).click();
    const entries = window.getByRole('menu').locator('[role^=menuitem]');
    await expect(entries.first()).toBeVisible();
    own.push(...(await entries.locator('.mantine-Menu-itemLabel').allTextContents()));
    await window.keyboard.press('Escape');
  }
  expect(native.filter(label => !own.includes(label))).toEqual([]);
});

test('the native menu shows the keys that the user has chosen', async ({ launchStudio }) => {
  const { app, window } = await launchStudio();
  const shown = (id: string) =>
    app.evaluate(({ Menu }, name) => Menu.getApplicationMenu()?.getMenuItemById(name)?.accelerator, id);
  await expect.poll(() => shown('edit.undo')).toBe('CmdOrCtrl+Z');
  expect(await shown('view.zoomIn')).toBe('CmdOrCtrl+Plus');
  // A letter alone would be taken from text fields on a Mac.
  expect(await shown('view.fit')).toBeNull();

  const studio = new StudioPage(window);
  await studio.ready();
  await command(window, 'Change the keys…');
  const dialog = window.getByRole('dialog', { name: 'Change the keys' });
  await dialog.getByRole('button', { name: /^Keys of Train: change/ }).click();
  await window.keyboard.press('Alt+Shift+Q');
  await expect.poll(() => shown('run.start')).toBe('Alt+Shift+Q');
});

test('the page may use the camera, and not the microphone', async ({ launchStudio }) => {
  const { window } = await launchStudio({ args: ['--use-fake-device-for-media-stream'] });
  const ask = (kind: 'video' | 'audio') =>
    window.evaluate(async name => {
      try {
        const stream = await navigator.mediaDevices.getUserMedia({ [name]: true });
        for (const track of stream.getTracks()) track.stop();
        return 'given';
      } catch (error) {
        return error instanceof Error ? error.name : '';
      }
    }, kind);
  expect(await ask('video')).toBe('given');
  expect(await ask('audio')).toBe('NotAllowedError');
});

test('the window comes back where it was', async ({ launchStudio }) => {
  const folder = await makeTempFolder('window');
  const bounds = { x: 60, y: 40, width: 1000, height: 700 };
  const first = await launchStudio({ userData: folder.path });
  const boundsIn = ({ app }: typeof first) =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());
  await first.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), bounds);
  // The window system answers in its own time.
  await expect.poll(() => boundsIn(first)).toEqual(bounds);
  await first.app.close();
  const second = await launchStudio({ userData: folder.path });
  await expect.poll(() => boundsIn(second)).toEqual(bounds);
  await second.app.close();
  await folder.remove();
});

test('a second start hands its project to the first window and ends', async ({ launchStudio }) => {
  const folder = await makeTempFolder('second');
  const { app, window } = await launchStudio({ userData: folder.path });
  const heard = await listenTo(window, 'onOpenProject');
  const project = path.join(repoRoot, 'package.json');
  const switches = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const words = [...switches, repoRoot, `--user-data-dir=${folder.path}`, project];
  const second = spawn(app.process().spawnfile, words, { stdio: 'ignore' });
  const [code] = await once(second, 'exit');
  expect(code).toBe(0);
  await expect.poll(heard).toEqual([project]);
  await app.close();
  await folder.remove();
});
