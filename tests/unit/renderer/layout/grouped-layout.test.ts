import { describe, expect, test } from 'vitest';
import { boxesOf } from '#renderer/document/align';
import { CARD, ROW } from '#shared/layout/card';
import { FRAME, type Rectangle } from '#shared/layout/frame';
import { layeredLayout } from '#shared/layout/layered-layout';
import type { NodeGroup } from '#shared/project/groups';
import { templates } from '#shared/templates/catalogue';

const overlaps = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Every stretch of so many nodes in the order of the file but each third one, which stays outside. */
const stretches = (ids: readonly string[], length: number, collapsed: boolean): NodeGroup[] =>
  Array.from({ length: Math.ceil(ids.length / length) }, (_, index) => ({
    id: `group:${index + 1}`,
    title: `Stretch ${index + 1}`,
    nodes: ids.slice(index * length, (index + 1) * length),
    ...(collapsed ? { collapsed: true as const } : {}),
  })).filter((_, index) => index % 3 !== 2);

const networks = ['mnist-cnn', 'googlenet', 'resnet-20', 'u-net', 'densenet121'].map(id => {
  const template = templates.find(candidate => candidate.id === id);
  if (!template) throw new Error(`no template ${id}`);
  return [id, template.project()] as const;
});

describe.each(networks)('arranged with groups, %s', (_name, project) => {
  test.each([
    [3, false],
    [7, false],
    [7, true],
  ])(
    'has nothing on the frames of stretches of %i nodes that does not belong there (collapsed: %s)',
    (length, collapsed) => {
      const groups = stretches(
        project.graph.nodes.map(({ id }) => id),
        length,
        collapsed,
      );
      const layout = layeredLayout(project.graph, groups);
      const boxes = boxesOf({ ...project, layout, groups });
      const owner = new Map(groups.flatMap(group => group.nodes.map(id => [id, group.id] as const)));
      for (const { id, title } of groups) {
        const frame = boxes.find(box => box.id === id);
        if (!frame) throw new Error(`${title} is not drawn`);
        const others = boxes.filter(box => box !== frame && owner.get(box.id) !== id);
        expect(others.filter(box => overlaps(box, frame)).map(box => box.id)).toEqual([]);
        expect(frame.height).toBeGreaterThanOrEqual(collapsed ? CARD.height : CARD.height + FRAME.top);
      }
      const loose = boxes.filter(({ id }) => !owner.has(id));
      expect(loose.filter(box => loose.some(other => other !== box && overlaps(box, other)))).toEqual([]);
    },
  );
});

test('a chain with a group keeps its order, and its rows but for the frame', () => {
  const [, project] = networks[0] ?? [];
  if (!project) throw new Error('no network');
  const nodes = ['conv2d_1', 'max_pooling2d_1'];
  const layout = layeredLayout(project.graph, [{ id: 'group:1', title: 'Stem', nodes }]);
  const tops = project.graph.nodes.map(({ id }) => layout[id]?.y ?? Number.NaN);
  const steps = tops.slice(1).map((y, index) => y - (tops[index] ?? 0));
  expect(steps).toEqual([ROW + FRAME.top, ROW, ROW + FRAME.bottom, ROW, ROW, ROW, ROW]);
  expect(new Set(Object.values(layout).map(({ x }) => x)).size).toBe(1);
});
