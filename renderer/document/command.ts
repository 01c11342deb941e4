import type { DataSettings } from '#shared/data/dataset';
import { type ConnectRefusal, describeRefusal } from '#shared/graph/connect';
import type { Block, GraphEdge, GraphNode, NodeId } from '#shared/graph/graph';
import type { ShareProblem } from '#shared/graph/sharing';
import { describeProblem } from '#shared/problems/describe';
import type { GroupId, NodeGroup } from '#shared/project/groups';
import type { NodeColor, Note, NoteId, Place, Position } from '#shared/project/place';
import type { Project } from '#shared/project/project';
import type { TrainingSettings } from '#shared/training/settings';
import type { NewBlock } from './blocks';
import type { GroupChanges } from './groups';

/** A parameter's value as the project file holds it. */
export type ParamValue = GraphNode['params'][string];

/** Every change that the document knows, as data: it can be tested, grouped, undone and sent. */
export type Command =
  | { readonly do: 'node.add'; readonly node: GraphNode; readonly at: Place }
  /** Removes the nodes; where one had a single input, what it fed is fed by that input from now on. */
  | { readonly do: 'nodes.remove'; readonly ids: readonly NodeId[] }
  /** Nodes, notes and groups, by their ids; a group's nodes go with it. */
  | { readonly do: 'nodes.move'; readonly to: Readonly<Record<NodeId | NoteId | GroupId, Position>> }
  /** Colours nodes, notes and groups; `null` gives a node its category's colour again. */
  | {
      readonly do: 'nodes.color';
      readonly ids: readonly (NodeId | NoteId | GroupId)[];
      readonly color: NodeColor | null;
    }
  /** What is said of a node; an empty text takes it away. */
  | { readonly do: 'node.annotate'; readonly id: NodeId; readonly text: string }
  | { readonly do: 'note.add'; readonly note: Note }
  | { readonly do: 'note.set'; readonly id: NoteId; readonly changes: Partial<Omit<Note, 'id' | 'color'>> }
  | { readonly do: 'notes.remove'; readonly ids: readonly NoteId[] }
  /** Frames nodes, which leave the groups that they were in. */
  | { readonly do: 'group.add'; readonly group: NodeGroup }
  | { readonly do: 'group.set'; readonly id: GroupId; readonly changes: GroupChanges }
  /** Takes frames away; the nodes in them stay. */
  | { readonly do: 'groups.remove'; readonly ids: readonly GroupId[] }
  | { readonly do: 'node.rename'; readonly id: NodeId; readonly to: NodeId }
  /** A frozen node's weights stay as they are in every stage of training. */
  | { readonly do: 'nodes.freeze'; readonly ids: readonly NodeId[]; readonly frozen: boolean }
  /** A muted node is bypassed: its input goes straight on. */
  | { readonly do: 'nodes.mute'; readonly ids: readonly NodeId[]; readonly muted: boolean }
  /** Makes the nodes further uses of a layer: the same parameters, the same weights. */
  | { readonly do: 'nodes.share'; readonly ids: readonly NodeId[]; readonly owner: NodeId }
  /** Gives each of the nodes weights of its own. */
  | { readonly do: 'nodes.unshare'; readonly ids: readonly NodeId[] }
  /** Lifts nodes into a new block, and places it where they were. */
  | ({ readonly do: 'block.make' } & NewBlock)
  /** Puts the nodes of a placed block in its place. */
  | { readonly do: 'block.unpack'; readonly id: NodeId }
  /** A block that came along with a node that places it. */
  | { readonly do: 'block.define'; readonly id: NodeId; readonly block: Block }
  /** Removes a block that is placed nowhere. */
  | { readonly do: 'block.remove'; readonly id: NodeId }
  | { readonly do: 'block.retitle'; readonly id: NodeId; readonly title: string }
  /** Lets a parameter of a node inside be set wherever the block is placed; `name`: `null` no longer. */
  | {
      readonly do: 'block.show';
      readonly id: NodeId;
      readonly node: NodeId;
      readonly param: string;
      readonly name: string | null;
    }
  /** A change to the nodes of a block: all its places change with it. */
  | { readonly do: 'inside'; readonly block: NodeId; readonly command: Command }
  /** Takes an id, of a node or of none, out of the lists of all stages. */
  | { readonly do: 'stages.leave'; readonly id: NodeId }
  /** `undefined` gives the parameter its default again. */
  | { readonly do: 'param.set'; readonly id: NodeId; readonly param: string; readonly value: ParamValue | undefined }
  | { readonly do: 'edge.add'; readonly edge: GraphEdge }
  | { readonly do: 'edge.remove'; readonly edge: GraphEdge }
  /** The new edge takes the old one's place in the order, which matters to ports that take several. */
  | { readonly do: 'edge.replace'; readonly edge: GraphEdge; readonly by: GraphEdge }
  | { readonly do: 'data.set'; readonly data: DataSettings }
  | { readonly do: 'training.set'; readonly changes: Partial<TrainingSettings> }
  | { readonly do: 'project.rename'; readonly name: string }
  | { readonly do: 'project.replace'; readonly project: Project }
  /** Several changes that make sense only as one: all are applied, or none. */
  | { readonly do: 'together'; readonly commands: readonly Command[]; readonly endsDrag?: true };

/** Why a command was not applied. */
export type Refusal =
  | ConnectRefusal
  | { readonly code: 'document/no-node'; readonly node: NodeId }
  | { readonly code: 'document/no-note'; readonly note: NoteId }
  | { readonly code: 'note/invalid'; readonly note: NoteId; readonly message: string }
  | { readonly code: 'document/no-group'; readonly group: string }
  | { readonly code: 'group/invalid'; readonly group: GroupId; readonly message: string }
  | { readonly code: 'group/empty' }
  | { readonly code: 'document/no-edge'; readonly edge: GraphEdge }
  | { readonly code: 'document/id-taken'; readonly id: NodeId }
  | { readonly code: 'document/bad-id'; readonly id: string; readonly message: string }
  | { readonly code: 'document/no-layer'; readonly type: string }
  | { readonly code: 'mute/refused'; readonly node: NodeId; readonly why: string }
  | { readonly code: 'share/refused'; readonly node: NodeId; readonly cause: ShareProblem }
  | { readonly code: 'block/cannot-make'; readonly why: string }
  | { readonly code: 'block/unknown'; readonly block: NodeId }
  | { readonly code: 'block/none'; readonly node: NodeId }
  | { readonly code: 'block/muted'; readonly node: NodeId }
  | { readonly code: 'block/in-use'; readonly title: string; readonly places: number }
  | { readonly code: 'block/one-output' }
  /** The way from the block to itself. */
  | { readonly code: 'block/cycle'; readonly blocks: readonly NodeId[] }
  | { readonly code: 'param/unknown'; readonly node: NodeId; readonly param: string }
  | { readonly code: 'param/invalid'; readonly node: NodeId; readonly param: string; readonly message: string }
  | { readonly code: 'setting/invalid'; readonly setting: string; readonly message: string };

/**
 * Commands with the same key that follow one another are one undo step, until the gesture ends (pointer up, field left).
 * `null`: always a step of its own.
 */
export function undoKey(command: Command): string | null {
  switch (command.do) {
    case 'nodes.move':
      return `move:${Object.keys(command.to).join()}`;
    case 'node.annotate':
      return `annotate:${command.id}`;
    case 'note.set':
      return `note:${command.id}:${'text' in command.changes ? 'text' : 'box'}`;
    case 'group.set':
      return Object.keys(command.changes).join() === 'title' ? `group:${command.id}` : null;
    case 'param.set':
      return `param:${command.id}:${command.param}`;
    case 'training.set':
      return `training:${Object.keys(command.changes).join()}`;
    case 'data.set':
      return `data:${command.data.dataset}`;
    case 'project.rename':
      return 'rename';
    case 'block.retitle':
      return `retitle:${command.id}`;
    case 'inside': {
      const key = undoKey(command.command);
      return key && `${command.block}/${key}`;
    }
    case 'together': {
      const keys = command.commands.map(undoKey);
      return keys.length > 0 && !keys.includes(null) ? keys.join(' ') : null;
    }
    default:
      return null;
  }
}

/** Whether a command ends a drag, and so belongs to the step in which things were moved. */
export const endsDrag = (command: Command): boolean =>
  command.do === 'inside' ? endsDrag(command.command) : command.do === 'together' && command.endsDrag === true;

export function describeCommandRefusal(refusal: Refusal): string {
  switch (refusal.code) {
    case 'document/no-node':
      return `There is no node "${refusal.node}".`;
    case 'document/no-note':
      return `There is no note "${refusal.note}".`;
    case 'note/invalid':
      return `Note: ${refusal.message}.`;
    case 'document/no-group':
      return `There is no group "${refusal.group}".`;
    case 'group/invalid':
      return `Group: ${refusal.message}.`;
    case 'group/empty':
      return 'Select the layers that the group should hold.';
    case 'document/no-edge':
      return `There is no edge from "${refusal.edge.from}" to "${refusal.edge.to}".`;
    case 'document/id-taken':
      return `Another node is called "${refusal.id}".`;
    case 'document/bad-id':
      return `"${refusal.id}": ${refusal.message}`;
    case 'document/no-layer':
      return `There is no layer of type "${refusal.type}".`;
    case 'mute/refused':
      return `Cannot mute ${refusal.node}: ${refusal.why}.`;
    case 'share/refused':
      return `${refusal.node} ${describeProblem(refusal.cause)}.`;
    case 'block/cannot-make':
      return `Cannot make a block of this: ${refusal.why}.`;
    case 'block/unknown':
      return `There is no block "${refusal.block}".`;
    case 'block/none':
      return `${refusal.node} is no block.`;
    case 'block/muted':
      return `${refusal.node} is muted: unmute it first.`;
    case 'block/in-use':
      return `"${refusal.title}" is placed ${refusal.places === 1 ? 'once' : `${refusal.places} times`}: remove or unpack it there first.`;
    case 'block/one-output':
      return 'A block has one output: it cannot be removed or doubled.';
    case 'block/cycle':
      return `A block cannot hold itself: ${refusal.blocks.join(' › ')}.`;
    case 'param/unknown':
      return `"${refusal.node}" has no parameter "${refusal.param}".`;
    case 'param/invalid':
      return `${refusal.node}, ${refusal.param}: ${refusal.message}`;
    case 'setting/invalid':
      return `${refusal.setting}: ${refusal.message}`;
    default:
      return `Cannot connect: ${describeRefusal(refusal)}.`;
  }
}
