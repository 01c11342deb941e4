import { z } from 'zod';
import { DataSettings } from '../data/dataset';
import { Graph, NodeId } from '../graph/graph';
import { TrainingSettings } from '../training/settings';

export const FORMAT = 'receptive';
export const VERSION = 1;
export const FILE_ENDING = '.receptive.json';

/** Where a node's top left corner lies on the canvas, in pixels at zoom 1. */
export const Position = z.strictObject({ x: z.number(), y: z.number() });
export type Position = z.infer<typeof Position>;

/** A project file. `layout` is apart from the rest, so that moving a node changes nothing that matters to training. */
export const Project = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  name: z.string().min(1).max(200),
  graph: Graph,
  data: DataSettings,
  training: TrainingSettings,
  layout: z.record(NodeId, Position).default({}),
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
