import type { Node } from '@xyflow/react';
import type { NodeGroup } from '#shared/project/groups';
import type { Project } from '#shared/project/project';
import { groupBox } from '../document/group-boxes';
import { plural } from '../ui/format';

export type FrameNode = Node<{ readonly group: NodeGroup }, 'frame'>;

/** Under notes; React Flow raises what is selected by so much, and a frame must stay behind its cards. */
const BEHIND = -2;
const RAISED = 1000;

/** React Flow compares nodes by identity: what has not changed must stay the same object. */
const drawn = new WeakMap<NodeGroup, FrameNode>();

const describe = ({ title, nodes }: NodeGroup): string => `Group ${title}, ${plural(nodes.length, 'layer')}`;

function drawFrame(group: NodeGroup, layout: Project['layout'], selected: boolean): FrameNode {
  const { x, y, width, height } = groupBox({ layout }, group);
  const last = drawn.get(group);
  const isSame =
    last?.selected === selected &&
    last.position.x === x &&
    last.position.y === y &&
    last.width === width &&
    last.height === height;
  if (isSame) return last;
  const flow: FrameNode = {
    id: group.id,
    type: 'frame',
    position: { x, y },
    selected,
    data: { group },
    width,
    height,
    measured: { width, height },
    connectable: false,
    dragHandle: '[data-frame-title]',
    ariaRole: 'group',
    ariaLabel: describe(group),
    // Behind notes and layers. Within the frame the pointer means the canvas: only the title takes it.
    zIndex: selected ? BEHIND - RAISED : BEHIND,
    style: { pointerEvents: 'none' },
  };
  drawn.set(group, flow);
  return flow;
}

/** The frames of groups, behind all else. */
export function toFlowFrames(
  { groups = [], layout }: Pick<Project, 'groups' | 'layout'>,
  selected: readonly string[],
): FrameNode[] {
  const chosen = new Set(selected);
  return groups.map(group => drawFrame(group, layout, chosen.has(group.id)));
}
