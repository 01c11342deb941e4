import type { Node } from '@xyflow/react';
import type { NodeGroup } from '#shared/project/groups';
import type { Project } from '#shared/project/project';
import type { Facts } from '../document/facts';
import { groupBox } from '../document/group-boxes';
import { factsOfGroup, type GroupFacts } from '../document/group-facts';
import { formatShort, plural } from '../ui/format';
import { handlesOf } from './handles';

interface GroupData extends Record<string, unknown> {
  readonly group: NodeGroup;
  /** Of a collapsed group, whose card says it. */
  readonly facts: GroupFacts | undefined;
}

/** An open group is a frame around its cards, a collapsed one a card in place of them. */
export type GroupNode = Node<GroupData, 'frame' | 'collapsed'>;

/** Under notes; React Flow raises what is selected by so much, and a frame must stay behind its cards. */
const BEHIND = -2;
const RAISED = 1000;

/** React Flow compares nodes by identity: what has not changed must stay the same object. */
const drawn = new WeakMap<NodeGroup, GroupNode>();

function describe({ title, nodes }: NodeGroup, facts: GroupFacts | undefined): string {
  const named = `Group ${title}, ${plural(nodes.length, 'layer')}`;
  if (!facts) return named;
  const parameters = facts.parameters > 0 ? `, ${formatShort(facts.parameters)} parameters` : '';
  const faulty = facts.worst === 'error' ? ', has a problem' : '';
  return `${named}, collapsed${parameters}${facts.flow === '' ? '' : `, ${facts.flow}`}${faulty}`;
}

const sameFacts = (a: GroupFacts | undefined, b: GroupFacts | undefined): boolean =>
  a?.parameters === b?.parameters && a?.flow === b?.flow && a?.worst === b?.worst;

function drawGroup(
  group: NodeGroup,
  layout: Project['layout'],
  facts: GroupFacts | undefined,
  selected: boolean,
): GroupNode {
  const { x, y, width, height } = groupBox({ layout }, group);
  const last = drawn.get(group);
  const isSame =
    last?.selected === selected &&
    last.position.x === x &&
    last.position.y === y &&
    last.width === width &&
    last.height === height &&
    sameFacts(last.data.facts, facts);
  if (isSame) return last;
  const shared = {
    id: group.id,
    position: { x, y },
    selected,
    data: last && sameFacts(last.data.facts, facts) ? last.data : { group, facts },
    width,
    height,
    measured: { width, height },
    connectable: false,
    ariaRole: 'group',
    ariaLabel: describe(group, facts),
  } as const;
  const flow: GroupNode = group.collapsed
    ? { ...shared, type: 'collapsed', handles: handlesOf(['input'], true) }
    : {
        ...shared,
        type: 'frame',
        handles: [],
        dragHandle: '[data-frame-title]',
        zIndex: selected ? BEHIND - RAISED : BEHIND,
        // Within the frame the pointer means the canvas: only the title takes it.
        style: { pointerEvents: 'none' },
      };
  drawn.set(group, flow);
  return flow;
}

/** Groups, behind all else. A collapsed one is selected with what is in it, since that cannot be seen. */
export function toFlowGroups(
  { graph, groups = [], layout }: Pick<Project, 'graph' | 'groups' | 'layout'>,
  facts: Facts,
  selected: readonly string[],
): GroupNode[] {
  const chosen = new Set(selected);
  return groups.map(group => {
    const { id, nodes, collapsed } = group;
    const isChosen = chosen.has(id) || (collapsed === true && nodes.some(node => chosen.has(node)));
    return drawGroup(group, layout, collapsed ? factsOfGroup(group, graph, facts) : undefined, isChosen);
  });
}
