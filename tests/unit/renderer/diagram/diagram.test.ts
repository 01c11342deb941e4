import { describe, expect, test } from 'vitest';
import { toHex } from '#renderer/diagram/colors';
import { drawNetwork } from '#renderer/diagram/draw-network';
import type { Drawing, Measure, TextStyle } from '#renderer/diagram/drawing';
import { fitText, wrapText } from '#renderer/diagram/fit-text';
import { scaleFor } from '#renderer/diagram/png';
import { toSvg } from '#renderer/diagram/svg';
import { factsOf } from '#renderer/document/facts';
import { levelOf } from '#renderer/document/level';
import { checkProject } from '#shared/project/check';
import type { Project } from '#shared/project/project';
import { templates } from '#shared/templates/catalogue';
import { mnistCnn } from '#shared/templates/mnist-cnn';
import { Studio } from '../document/studio';

const measure: Measure = (text, { size }) => text.length * size * 0.6;
const draw = (project: Project, transparent = false): Drawing =>
  drawNetwork(project, factsOf(levelOf(project, []), project.graph, checkProject(project)), {
    colors: token => `#${token}`,
    measure,
    transparent,
  });
const style: TextStyle = { face: 'ui', size: 10, weight: 400 };
const texts = (drawing: Drawing): readonly string[] =>
  drawing.groups.flatMap(({ shapes }) => shapes.flatMap(shape => (shape.kind === 'text' ? [shape.text] : [])));

const boxesIn = (groups: Drawing['groups']) =>
  groups.flatMap(({ shapes }) => shapes.flatMap(shape => (shape.kind === 'box' ? [shape] : [])));

describe('the diagram', () => {
  test('says of every layer what its card says', () => {
    const all = texts(draw(mnistCnn.project()));
    for (const text of ['Conv2D', 'conv2d_1', '26 × 26 × 32', '320 params']) expect(all).toContain(text);
  });

  test.each(templates.map(template => [template.id, template] as const))('of %s holds all of it', (_id, template) => {
    const project = template.project();
    const drawing = draw(project);
    expect(drawing.groups).toHaveLength(project.graph.nodes.length + project.graph.edges.length);
    for (const card of boxesIn(drawing.groups)) {
      expect(card.x).toBeGreaterThan(drawing.x);
      expect(card.y + card.height).toBeLessThan(drawing.y + drawing.height);
    }
  });

  test.each(templates.map(template => [template.id, template] as const))(
    'of %s keeps texts on their cards',
    (_id, template) => {
      for (const group of draw(template.project()).groups) {
        const [card] = boxesIn([group]);
        const starting = group.shapes.flatMap(shape =>
          shape.kind === 'text' && shape.anchor === 'start' ? [shape] : [],
        );
        for (const { x, text, style } of card ? starting : []) {
          expect(x + measure(text, style)).toBeLessThanOrEqual((card?.x ?? 0) + (card?.width ?? 0));
        }
      }
    },
  );

  test('shows colors, notes, frozen layers and faults', () => {
    const studio = new Studio().chain('input', 'conv2d', 'dense');
    studio.do({ do: 'nodes.color', ids: ['dense_1'], color: 'pink' });
    studio.do({ do: 'nodes.freeze', ids: ['conv2d_1'], frozen: true });
    studio.do({ do: 'param.set', id: 'conv2d_1', param: 'kernelSize', value: [40, 40] });
    studio.do({ do: 'note.add', note: { id: 'note:1', text: 'a < b & c', x: 0, y: -90, width: 200, height: 80 } });
    const svg = toSvg(draw(studio.project));
    expect(svg).toContain('#mark-pink');
    expect(svg).toContain('#danger');
    expect(svg).toContain('>frozen</text>');
    expect(svg).toContain('>a &lt; b &amp; c</text>');
  });

  test('frames groups behind all else, with their titles', () => {
    const studio = new Studio(mnistCnn.project());
    studio.do({
      do: 'group.add',
      group: { id: 'group:1', title: 'Stem', nodes: ['input_1', 'conv2d_1'], color: 'red' },
    });
    const drawing = draw(studio.project);
    const [frame] = drawing.groups;
    expect(frame && texts({ ...drawing, groups: [frame] })).toEqual(['Stem']);
    const [box] = boxesIn(drawing.groups);
    expect(box?.fill).toBe('#mark-red');
    expect(box?.y).toBeGreaterThan(drawing.y);
  });

  test('draws a collapsed group as one card with its wires, and nothing of what is in it', () => {
    const studio = new Studio(mnistCnn.project());
    const group = { id: 'group:1', title: 'Stem', nodes: ['conv2d_1', 'max_pooling2d_1'], collapsed: true } as const;
    studio.do({ do: 'group.add', group: { ...group, nodes: [...group.nodes] } });
    const drawing = draw(studio.project);
    const names = drawing.groups.map(({ name }) => name);
    expect(names.filter(name => /^(conv2d_1|max_pooling2d_1)|(conv2d_1|max_pooling2d_1):/.test(name))).toEqual([]);
    expect(names).toContain('input_1->group:1:input');
    expect(names).toContain('group:1->conv2d_2:input');
    for (const text of ['Stem', '2 layers · 320 params']) expect(texts(drawing)).toContain(text);
    expect(texts(drawing).find(text => text.includes('→'))).toMatch(/^28 × 28 × 1 → 1/);
    expect(toSvg(drawing)).not.toMatch(/NaN|undefined/);
  });

  test('is well-formed, with its size, and transparent only where that is asked for', () => {
    const project = { ...mnistCnn.project(), name: 'A "<b>" & \u0007 C' };
    const svg = toSvg(draw(project));
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="[\d.]+" height="[\d.]+" viewBox="/);
    expect(svg).toContain('<title>A &quot;&lt;b&gt;&quot; &amp;  C</title>');
    expect(svg).not.toMatch(/NaN|undefined/);
    const opened = [...svg.matchAll(/<(svg|g|text|title)[ >]/g)].map(([, tag]) => tag);
    const closed = [...svg.matchAll(/<\/(svg|g|text|title)>/g)].map(([, tag]) => tag);
    expect([...closed].sort()).toEqual([...opened].sort());
    expect(svg).toContain('fill="#canvas"');
    expect(toSvg(draw(project, true))).not.toContain('fill="#canvas"');
  });

  test('of a project with edges that lead nowhere leaves them out', () => {
    const { project } = new Studio().chain('input', 'dense');
    const odd = { ...project, graph: { ...project.graph, edges: [{ from: 'x', to: 'dense_1', port: 'input' }] } };
    expect(draw(odd).groups.map(({ name }) => name)).toEqual(['input_1', 'dense_1']);
  });
});

describe('texts', () => {
  test('that are too long end with an ellipsis, and fit', () => {
    expect(fitText('short', 100, style, measure)).toBe('short');
    expect(fitText('much too long', 42, style, measure)).toBe('much t…');
    expect(fitText('none', 3, style, measure)).toBe('');
  });

  test('are broken between words, where their author did, and within words only where they must', () => {
    expect(wrapText('one two three', 48, style, measure)).toEqual(['one two', 'three']);
    expect(wrapText('a\n\nb', 48, style, measure)).toEqual(['a', '', 'b']);
    expect(wrapText('abcdefghijkl', 36, style, measure)).toEqual(['abcdef', 'ghijkl']);
  });
});

test('colors of the tokens become those of files', () => {
  expect(['29 95 209', ' #1d5', '#0e1014', 'rgb(28 109 208)'].map(toHex)).toEqual([
    '#1d5fd1',
    '#11dd55',
    '#0e1014',
    '#1c6dd0',
  ]);
});

test('a picture that no browser could hold is made smaller', () => {
  expect(scaleFor({ width: 400, height: 800 }, 2)).toBe(2);
  expect(scaleFor({ width: 400, height: 16_384 }, 3)).toBe(1);
  expect(scaleFor({ width: 16_384, height: 16_384 }, 1)).toBeCloseTo(Math.SQRT1_2);
});
