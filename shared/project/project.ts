import { z } from 'zod';
import { DataSettings } from '../data/dataset';
import { Graph, NodeId } from '../graph/graph';
import { TrainingSettings } from '../training/settings';
import { NodeGroup } from './groups';
import { Note, Place, Position } from './place';

export const FORMAT = 'receptive';
export const VERSION = 1;
export const FILE_ENDING = '.receptive.json';

export { Position };

/** A project file. `layout` is apart from the rest, so that moving a node changes nothing that matters to training. */
export const Project = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  name: z.string().min(1).max(200),
  graph: Graph,
  data: DataSettings,
  training: TrainingSettings,
  layout: z.record(NodeId, Place).default({}),
  /** Absent where there are none. */
  notes: z.array(Note).optional(),
  /** Frames around nodes of the network itself; absent where there are none. */
  groups: z.array(NodeGroup).optional(),
});
export type Project = z.infer<typeof Project>;

export const emptyProject = (name = 'Untitled'): Project => ({
  format: FORMAT,
  version: VERSION,
  name,
  graph: { nodes: [], edges: [] },
  data: { dataset: 'mnist', options: {} },
  training: TrainingSettings.parse({}),
  layout: {},
});
