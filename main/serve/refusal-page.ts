import type { Refusal } from './access';

const WORDS: Record<Refusal, readonly [title: string, text: string]> = {
  token: [
    'This address lacks its token',
    'The studio opens only at the full address that <code>receptive serve</code> printed in its terminal, the one that ends in <code>?token=…</code>. Copy it from there. Each start of <code>receptive serve</code> makes a new token.',
  ],
  host: [
    'This address is not of this machine',
    'Receptive answers on the loopback address only. Open <code>http://127.0.0.1:PORT/?token=…</code> as printed in its terminal; from another machine, through an SSH tunnel: <code>ssh -L PORT:127.0.0.1:PORT HOST</code>.',
  ],
  origin: ['This request came from another page', 'Receptive answers its own page only.'],
};

/** What a browser shows that was refused: why, and how to get in. */
export function refusalPage(refusal: Refusal): string {
  const [title, text] = WORDS[refusal];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Receptive: ${title}</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 20vh auto; padding: 0 1.5rem; }
h1 { font-size: 1.4rem; }
</style>
<h1>${title}</h1>
<p>${text}</p>
</html>
`;
}
