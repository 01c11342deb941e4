import { NodeColor } from '#shared/project/place';
import { CATEGORY_TITLES, type CardCategory } from '../ui/categories';

const PLAIN = ['canvas', 'raised', 'border-strong', 'text', 'text-dim', 'text-faint', 'wire', 'danger'] as const;

/** The studio's tokens that a diagram is drawn with. */
export type Token = (typeof PLAIN)[number] | `cat-${CardCategory}` | `mark-${NodeColor}`;

/** The color of a token, as `#rrggbb`. */
export type Colors = (token: Token) => string;

/** `29 95 209`, `#15f` or `rgb(29 95 209)` as `#rrggbb`. */
export function toHex(value: string): string {
  const text = value.trim();
  if (/^#[0-9a-f]{3}$/i.test(text)) return text.replace(/[0-9a-f]/gi, '$&$&');
  if (text.startsWith('#')) return text;
  const channels = (text.match(/\d+/g) ?? []).slice(0, 3);
  return `#${channels.map(channel => Number(channel).toString(16).padStart(2, '0')).join('')}`;
}

/** The tokens of a theme, which need not be the one on screen. */
export function readColors(theme: 'light' | 'dark'): Colors {
  const probe = document.createElement('div');
  probe.dataset.mantineColorScheme = theme;
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const tokens = [
    ...PLAIN,
    ...Object.keys(CATEGORY_TITLES).map(category => `cat-${category}`),
    ...NodeColor.options.map(color => `mark-${color}`),
  ];
  const known = new Map(tokens.map(token => [token, toHex(style.getPropertyValue(`--${token}`))]));
  probe.remove();
  return token => known.get(token) ?? '#808080';
}
