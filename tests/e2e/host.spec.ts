import { expect, test } from './fixtures';

test('the page opens with its token, reaches the engine, and stays quiet', async ({ page, studio }) => {
  await expect(page).toHaveTitle(/Receptive/);
  const info = await page.evaluate(
    address =>
      new Promise(resolve => {
        const socket = new WebSocket(address);
        socket.onopen = () => resolve('open');
        socket.onerror = () => resolve('refused');
      }),
    `${studio.url.replace(/^http/, 'ws').replace('/?', '/engine?')}`,
  );
  expect(info).toBe('open');
});

test('the page is built for production, whatever environment it was built in', async ({ page }) => {
  const code = await page.evaluate(async () => {
    const scripts = [...document.querySelectorAll<HTMLScriptElement>('script[src]')];
    return Promise.all(scripts.map(async ({ src }) => (await fetch(src)).text()));
  });
  expect(code.join('').length).toBeGreaterThan(1e6);
  // What React says to developers only.
  expect(code.join('').includes('Each child in a list should have a unique')).toBe(false);
});

test('a page of another origin reaches neither the files nor the engine', async ({ page, studio, context }) => {
  await context.route('http://evil.example/', route =>
    route.fulfill({ contentType: 'text/html', body: '<title>evil</title>' }),
  );
  const evil = await context.newPage();
  await evil.goto('http://evil.example/');
  const address = studio.url.replace(/^http/, 'ws').replace('/?', '/engine?');
  const outcome = await evil.evaluate(
    async ([link, file]) => {
      const socket = new Promise(resolve => {
        const opened = new WebSocket(link ?? '');
        opened.onopen = () => resolve('open');
        opened.onerror = () => resolve('refused');
      });
      const fetched = fetch(file ?? '').then(
        response => response.status,
        () => 'refused',
      );
      return [await socket, await fetched];
    },
    [address, studio.url],
  );
  expect(outcome).toEqual(['refused', 'refused']);
  await evil.close();
  await expect(page).toHaveTitle(/Receptive/);
});

test('without its token the page says how to get it', async ({ browser, studio }) => {
  const page = await browser.newPage();
  const answer = await page.goto(new URL('/', studio.url).href);
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole('heading')).toHaveText('This address lacks its token');
  await expect(page.getByText('receptive serve').first()).toBeVisible();
  await page.close();
});

test('no other page can show the studio in a frame', async ({ context, studio }) => {
  await context.route('http://127.0.0.1:1/', route =>
    route.fulfill({ contentType: 'text/html', body: `<iframe src="${studio.url}"></iframe>` }),
  );
  const page = await context.newPage();
  await page.goto('http://127.0.0.1:1/');
  // What the browser puts in place of a page that does not let itself be framed.
  await expect.poll(() => page.frames()[1]?.url()).toBe('chrome-error://chromewebdata/');
  await page.close();
});
