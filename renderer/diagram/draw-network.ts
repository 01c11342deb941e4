import { getBezierPath, Position as Side } from '@xyflow/react';
import { BLOCK, isBlockEnd, portsOf, repeatOf, titleOf } from '#shared/graph/block';
import { edgeId, type GraphEdge, type GraphNode } from '#shared/graph/graph';
import { formatSampleShape } from '#shared/graph/shape';
import { CARD } from '#shared/layout/card';
import { around, FRAME } from '#shared/layout/frame';
import type { NodeGroup } from '#shared/project/groups';
import type { Note, Position } from '#shared/project/place';
import type { Project } from '#shared/project/project';
import { laneOf, lanePath } from '../canvas/wire-lane';
import { boxesOf } from '../document/align';
import { type Facts, factsAbout, parametersOf } from '../document/facts';
import { groupBox } from '../document/group-boxes';
import { factsOfGroup } from '../document/group-facts';
import { placeOf } from '../document/layout';
import { seenIn } from '../document/seen';
import { categoryOf } from '../ui/categories';
import { formatShort, plural } from '../ui/format';
import type { Colors } from './colors';
import type { Drawing, Group, Measure, Shape, TextStyle } from './drawing';
import { fitText, wrapText } from './fit-text';

/** Around the network. */
const MARGIN = 24;
const INSET = { left: 14, right: 11 } as const;

const TITLE: TextStyle = { face: 'ui', size: 14.5, weight: 600 };
const ID: TextStyle = { face: 'code', size: 12, weight: 400 };
const SHAPE: TextStyle = { face: 'code', size: 13.5, weight: 500 };
const UNKNOWN: TextStyle = { face: 'ui', size: 13, weight: 400, italic: true };
const COUNT: TextStyle = { face: 'ui', size: 12.5, weight: 400 };
const FRAME_TITLE: TextStyle = { face: 'ui', size: 14, weight: 600 };
const NOTE: TextStyle = { face: 'ui', size: 13.5, weight: 400 };
const NOTE_LINE = 19.5;

interface Pen {
  readonly colors: Colors;
  readonly measure: Measure;
}

/** Two texts on one line, the second from the right: both are cut where they would meet, the second first. */
function line(
  place: Position,
  [left, leftStyle, leftFill]: readonly [string, TextStyle, string],
  [right, rightStyle, rightFill]: readonly [string, TextStyle, string],
  { measure }: Pen,
): Shape[] {
  const room = CARD.width - INSET.left - INSET.right;
  const first = fitText(left, room, leftStyle, measure);
  const second = fitText(right, room - measure(first, leftStyle) - 8, rightStyle, measure);
  const shapes: Shape[] = [
    {
      kind: 'text',
      text: first,
      x: place.x + INSET.left,
      y: place.y,
      anchor: 'start',
      fill: leftFill,
      style: leftStyle,
    },
  ];
  const end = place.x + CARD.width - INSET.right;
  if (second !== '') {
    shapes.push({ kind: 'text', text: second, x: end, y: place.y, anchor: 'end', fill: rightFill, style: rightStyle });
  }
  return shapes;
}

/** A bar along a card's left edge, rounded like it. */
const bar = ({ x, y }: Position): string => {
  const [r, bottom] = [10, y + CARD.height];
  return `M ${x + r} ${y} A ${r} ${r} 0 0 0 ${x} ${y + r} V ${bottom - r} A ${r} ${r} 0 0 0 ${x + r} ${bottom} A 6 ${r} 0 0 1 ${x + 4} ${bottom - r} V ${y + r} A 6 ${r} 0 0 1 ${x + r} ${y} Z`;
};

function drawNode(node: GraphNode, project: Project, facts: Facts, pen: Pen): Group {
  const { colors } = pen;
  const place = placeOf(project, node.id);
  const { x, y, color } = place;
  const { output, layers, problems } = factsAbout(facts, node.id);
  const faulty = problems.some(problem => problem.severity === 'error');
  const own = color ? colors(`mark-${color}`) : undefined;
  const parameters = parametersOf({ layers });
  const count = node.type === BLOCK ? repeatOf(node) : 1;
  const isLight = node.muted === true || isBlockEnd(node);
  const isFrozen = (layers.length === 1 ? layers[0]?.node : node)?.trainable === false;
  const marks = [
    ...(isFrozen ? ['frozen'] : []),
    ...(node.muted ? ['muted'] : []),
    ...(node.sharesWith === undefined ? [] : [`weights of ${node.sharesWith}`]),
    ...(parameters > 0 ? [`${formatShort(parameters)} params`] : []),
  ].join(' · ');
  const box = { kind: 'box', x, y, ...CARD, radius: 10 } as const;
  return {
    name: node.id,
    shapes: [
      // A block lies on others like it.
      ...(node.type === BLOCK
        ? [{ ...box, x: x + 6, y: y + 6, fill: colors('raised'), stroke: colors('border-strong'), strokeWidth: 1 }]
        : []),
      {
        ...box,
        fill: colors('raised'),
        ...(isLight ? { dash: [4, 3] } : {}),
        stroke: faulty ? colors('danger') : colors('border-strong'),
        strokeWidth: faulty ? 2 : 1,
      },
      ...(own ? [{ ...box, fill: own, opacity: 0.13 }] : []),
      { kind: 'path', d: bar(place), fill: own ?? colors(`cat-${categoryOf(node.type)}`) },
      ...line(
        { x, y: y + 23 },
        [`${titleOf(project.graph, node)}${count > 1 ? ` × ${count}` : ''}`, TITLE, colors('text')],
        [node.id, ID, colors('text-faint')],
        pen,
      ),
      ...line(
        { x, y: y + 47 },
        output && !node.muted
          ? [formatSampleShape(output), SHAPE, colors('text')]
          : [node.muted ? 'passes its input on' : 'no shape yet', UNKNOWN, colors('text-faint')],
        [marks, COUNT, colors('text-dim')],
        pen,
      ),
    ],
  };
}

/** Where an edge arrives: in the middle of the card's upper side, or at its port among several. */
function arrival(edge: GraphEdge, project: Project): Position {
  const { x, y } = placeOf(project, edge.to);
  const target = project.graph.nodes.find(node => node.id === edge.to);
  const ports = (target && portsOf(project.graph, target)) ?? [];
  const index = ports.findIndex(port => port.name === edge.port);
  const share = ports.length > 1 && index >= 0 ? (index + 1) / (ports.length + 1) : 0.5;
  return { x: x + CARD.width * share, y };
}

function drawEdge(edge: GraphEdge, project: Project, places: readonly Position[], { colors }: Pen): Group {
  const from = placeOf(project, edge.from);
  const start = { x: from.x + CARD.width / 2, y: from.y + CARD.height };
  const end = arrival(edge, project);
  const lane = laneOf(edge, project, places);
  const [bezier] = getBezierPath({
    sourceX: start.x,
    sourceY: start.y,
    sourcePosition: Side.Bottom,
    targetX: end.x,
    targetY: end.y,
    targetPosition: Side.Top,
  });
  const stroke = colors('wire');
  const head = `M ${end.x - 4.5} ${end.y - 8} L ${end.x} ${end.y} L ${end.x + 4.5} ${end.y - 8} Z`;
  return {
    name: edgeId(edge),
    shapes: [
      { kind: 'path', d: lane === null ? bezier : lanePath(start, lane, end), stroke, strokeWidth: 2 },
      { kind: 'path', d: head, fill: stroke },
    ],
  };
}

function drawNote({ id, text, x, y, width, height, color = 'yellow' }: Note, { colors, measure }: Pen): Group {
  const fill = colors(`mark-${color}`);
  const most = Math.max(1, Math.floor((height - 12) / NOTE_LINE));
  const lines = wrapText(text, width - 20, NOTE, measure).slice(0, most);
  return {
    name: id,
    shapes: [
      { kind: 'box', x, y, width, height, radius: 8, fill, opacity: 0.13 },
      ...lines.flatMap((text, index): Shape[] =>
        text === ''
          ? []
          : [
              {
                kind: 'text',
                text,
                x: x + 10,
                y: y + 22 + index * NOTE_LINE,
                anchor: 'start',
                fill: colors('text'),
                style: NOTE,
              },
            ],
      ),
    ],
  };
}

function drawFrame(group: NodeGroup, project: Project, { colors, measure }: Pen): Group {
  const box = groupBox(project, group);
  const { id, title, color = 'blue' } = group;
  const fill = colors(`mark-${color}`);
  const { x, y, width } = box;
  return {
    name: id,
    shapes: [
      { kind: 'box', ...box, radius: 14, fill, opacity: 0.08 },
      { kind: 'box', x, y, width, height: FRAME.title, radius: 14, fill, opacity: 0.12 },
      {
        kind: 'text',
        text: fitText(title, width - 24, FRAME_TITLE, measure),
        x: x + 12,
        y: y + 19,
        anchor: 'start',
        fill: colors('text'),
        style: FRAME_TITLE,
      },
    ],
  };
}

/** A collapsed group: a card that lies on others, like a block's. */
function drawCollapsed(group: NodeGroup, project: Project, facts: Facts, pen: Pen): Group {
  const { colors } = pen;
  const { x, y } = groupBox(project, group);
  const { parameters, flow, worst } = factsOfGroup(group, project.graph, facts);
  const cost = parameters > 0 ? [`${formatShort(parameters)} params`] : [];
  const fill = colors(`mark-${group.color ?? 'blue'}`);
  const box = { kind: 'box', x, y, ...CARD, radius: 10, fill: colors('raised') } as const;
  const stroke = colors('border-strong');
  return {
    name: group.id,
    shapes: [
      { ...box, x: x + 6, y: y + 6, stroke, strokeWidth: 1 },
      { ...box, ...(worst === 'error' ? { stroke: colors('danger'), strokeWidth: 2 } : { stroke, strokeWidth: 1 }) },
      { ...box, fill, opacity: 0.13 },
      { kind: 'path', d: bar({ x, y }), fill },
      ...line(
        { x, y: y + 23 },
        [group.title, TITLE, colors('text')],
        [[plural(group.nodes.length, 'layer'), ...cost].join(' · '), COUNT, colors('text-dim')],
        pen,
      ),
      ...line(
        { x, y: y + 47 },
        flow === '' ? ['no shape yet', UNKNOWN, colors('text-faint')] : [flow, SHAPE, colors('text')],
        ['', COUNT, colors('text-dim')],
        pen,
      ),
    ],
  };
}

interface Options extends Pen {
  readonly transparent: boolean;
}

/** The whole network at full size, as it lies on the canvas: frames of groups below, then notes, wires, then layers. */
export function drawNetwork(project: Project, facts: Facts, { transparent, ...pen }: Options): Drawing {
  const { notes = [], groups = [] } = project;
  const { graph, layout } = seenIn(project);
  const seen: Project = { ...project, graph, layout };
  const collapsed = groups.filter(group => group.collapsed);
  const boxes = boxesOf(project);
  const { x, y, width, height } = around(boxes);
  const known = new Set([...graph.nodes, ...collapsed].map(({ id }) => id));
  const places = [...known].map(id => placeOf(seen, id));
  const edges = graph.edges.filter(edge => known.has(edge.from) && known.has(edge.to));
  return {
    title: project.name,
    x: x - MARGIN,
    y: y - MARGIN,
    width: width + 2 * MARGIN,
    height: height + 2 * MARGIN,
    ...(transparent ? {} : { background: pen.colors('canvas') }),
    groups: [
      ...groups.filter(group => !group.collapsed).map(group => drawFrame(group, project, pen)),
      ...notes.map(note => drawNote(note, pen)),
      ...edges.map(edge => drawEdge(edge, seen, places, pen)),
      ...graph.nodes.map(node => drawNode(node, seen, facts, pen)),
      ...collapsed.map(group => drawCollapsed(group, project, facts, pen)),
    ],
  };
}
