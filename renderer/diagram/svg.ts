import { type Drawing, FAMILIES, type Group, type Shape } from './drawing';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that XML 1.0 has no way to write are left out. */
const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is left out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, sign => escapes[sign] ?? sign);

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Hundredths of a pixel are fine enough, and keep the file small. */
const rounded = (value: number): number => Math.round(value * 100) / 100;

const attributes = (all: Attributes): string =>
  Object.entries(all)
    .flatMap(([name, value]) => {
      if (value === undefined) return [];
      return [` ${name}="${typeof value === 'number' ? rounded(value) : escaped(value)}"`];
    })
    .join('');

const shortPath = (d: string): string => d.replace(/-?\d+\.\d+/g, number => String(rounded(Number(number))));

function shape(it: Shape): string {
  switch (it.kind) {
    case 'box': {
      const { x, y, width, height, radius: rx, fill, opacity, stroke, strokeWidth, dash } = it;
      return `<rect${attributes({ x, y, width, height, rx, fill, 'fill-opacity': opacity, stroke, 'stroke-width': strokeWidth, 'stroke-dasharray': dash?.join(' ') })}/>`;
    }
    case 'path': {
      const { d, fill = 'none', stroke, strokeWidth, dash } = it;
      return `<path${attributes({ d: shortPath(d), fill, stroke, 'stroke-width': strokeWidth, 'stroke-dasharray': dash?.join(' ') })}/>`;
    }
    case 'text': {
      const { x, y, anchor, fill, style, text } = it;
      const own = {
        x,
        y,
        fill,
        'font-family': FAMILIES[style.face],
        'font-size': style.size,
        'font-weight': style.weight === 400 ? undefined : style.weight,
        'font-style': style.italic ? 'italic' : undefined,
        'text-anchor': anchor === 'end' ? 'end' : undefined,
      };
      return `<text${attributes(own)}>${escaped(text)}</text>`;
    }
  }
}

const group = ({ name, shapes }: Group): string =>
  `  <g${attributes({ 'data-name': name })}>\n${shapes.map(it => `    ${shape(it)}\n`).join('')}  </g>\n`;

/** A drawing as an SVG file; its texts are texts. */
export function toSvg({ title, x, y, width, height, background, groups }: Drawing): string {
  const box = [x, y, width, height].map(rounded);
  const own = { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: box.join(' '), role: 'img' };
  const ground = background ? `  <rect${attributes({ x, y, width, height, fill: background })}/>\n` : '';
  return `<svg${attributes(own)}>\n  <title>${escaped(title)}</title>\n${ground}${groups.map(group).join('')}</svg>\n`;
}
