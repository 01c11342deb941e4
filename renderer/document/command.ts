import type { DataSettings } from '#shared/data/dataset';
import { type ConnectRefusal, describeRefusal } from '#shared/graph/connect';
import type { GraphEdge, GraphNode, NodeId } from '#shared/graph/graph';
import type { NodeColor, Note, NoteId, Place, Position } from '#shared/project/place';
import type { Project } from '#shared/project/project';
import type { TrainingSettings } from '#shared/training/settings';

/** A parameter's value as the project file holds it. */
export type ParamValue = GraphNode['params'][string];

/** Every change that the document knows, as data: it can be tested, grouped, undone and sent. */
export type Command =
  | { readonly do: 'node.add'; readonly node: GraphNode; readonly at: Place }
  /** Removes the nodes; where one had a single input, what it fed is fed by that input from now on. */
  | { readonly do: 'nodes.remove'; readonly ids: readonly NodeId[] }
  /** Nodes and notes, by their ids. */
  | { readonly do: 'nodes.move'; readonly to: Readonly<Record<NodeId | NoteId, Position>> }
  /** Colours nodes and notes; `null` gives a node its category's colour again. */
  | { readonly do: 'nodes.color'; readonly ids: readonly (NodeId | NoteId)[]; readonly color: NodeColor | null }
  /** What is said of a node; an empty text takes it away. */
  | { readonly do: 'node.annotate'; readonly id: NodeId; readonly text: string }
  | { readonly do: 'note.add'; readonly note: Note }
  | { readonly do: 'note.set'; readonly id: NoteId; readonly changes: Partial<Omit<Note, 'id' | 'color'>> }
  | { readonly do: 'notes.remove'; readonly ids: readonly NoteId[] }
  | { readonly do: 'node.rename'; readonly id: NodeId; readonly to: NodeId }
  /** A frozen node's weights stay as they are in every stage of training. */
  | { readonly do: 'nodes.freeze'; readonly ids: readonly NodeId[]; readonly frozen: boolean }
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
  | { readonly do: 'together'; readonly commands: readonly Command[] };

/** Why a command was not applied. */
export type Refusal =
  | ConnectRefusal
  | { readonly code: 'document/no-node'; readonly node: NodeId }
  | { readonly code: 'document/no-note'; readonly note: NoteId }
  | { readonly code: 'note/invalid'; readonly note: NoteId; readonly message: string }
  | { readonly code: 'document/no-edge'; readonly edge: GraphEdge }
  | { readonly code: 'document/id-taken'; readonly id: NodeId }
  | { readonly code: 'document/bad-id'; readonly id: string; readonly message: string }
  | { readonly code: 'document/no-layer'; readonly type: string }
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
    case 'param.set':
      return `param:${command.id}:${command.param}`;
    case 'training.set':
      return `training:${Object.keys(command.changes).join()}`;
    case 'data.set':
      return `data:${command.data.dataset}`;
    case 'project.rename':
      return 'rename';
    case 'together': {
      const keys = command.commands.map(undoKey);
      return keys.length > 0 && !keys.includes(null) ? keys.join(' ') : null;
    }
    default:
      return null;
  }
}

export function describeCommandRefusal(refusal: Refusal): string {
  switch (refusal.code) {
    case 'document/no-node':
      return `There is no node "${refusal.node}".`;
    case 'document/no-note':
      return `There is no note "${refusal.note}".`;
    case 'note/invalid':
      return `Note: ${refusal.message}.`;
    case 'document/no-edge':
      return `There is no edge from "${refusal.edge.from}" to "${refusal.edge.to}".`;
    case 'document/id-taken':
      return `Another node is called "${refusal.id}".`;
    case 'document/bad-id':
      return `"${refusal.id}": ${refusal.message}`;
    case 'document/no-layer':
      return `There is no layer of type "${refusal.type}".`;
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
