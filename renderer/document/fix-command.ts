import type { GraphNode, NodeId } from '#shared/graph/graph';
import type { Fix } from '#shared/problems/problem';
import type { Project } from '#shared/project/project';
import { changeInput, changeOutput } from '#shared/training/ends';
import { Loss } from '#shared/training/losses';
import { MonitorName } from '#shared/training/monitor';
import type { Stage } from '#shared/training/stages';
import type { Command } from './command';
import { addAfter, inputPort, insertOnEdge, joinGroup, newNode, together } from './edits';
import { leaveEnds } from './end-nodes';
import { placeOf } from './layout';

function changeStage(project: Project, index: number, change: (stage: Stage) => Stage): Command | null {
  const { stages } = project.training;
  if (!stages[index]) return null;
  return { do: 'training.set', changes: { stages: stages.map((stage, i) => (i === index ? change(stage) : stage)) } };
}

/** Where a group holds a node twice, the second is the one too many. */
const leaveOnce = (nodes: readonly NodeId[], id: NodeId): NodeId[] => {
  const last = nodes.lastIndexOf(id);
  return nodes.filter((_, index) => index !== last);
};

const endSettings = ({ training: { inputs, outputs } }: Project) => ({ inputs, outputs });

/** Puts another node in a node's place, with one input and all that it feeds. */
function swapNode(project: Project, old: NodeId, node: GraphNode): Command | null {
  const { edges } = project.graph;
  const arriving = edges.find(edge => edge.to === old);
  const port = inputPort(project, node);
  if (!arriving || port === undefined) return null;
  return together(
    { do: 'node.add', node, at: placeOf(project, old) },
    ...joinGroup(project, old, node.id),
    { do: 'edge.replace', edge: arriving, by: { from: arriving.from, to: node.id, port } },
    ...edges
      .filter(edge => edge.from === old)
      .map((edge): Command => ({ do: 'edge.replace', edge, by: { ...edge, from: node.id } })),
    { do: 'nodes.remove', ids: [old] },
  );
}

/** The command that a fix stands for; `null` where the graph has changed so that it no longer applies. */
export function fixCommand(project: Project, fix: Fix): Command | null {
  switch (fix.do) {
    case 'set-param':
      return { do: 'param.set', id: fix.node, param: fix.param, value: fix.value };
    case 'remove-edge':
      return { do: 'edge.remove', edge: fix.edge };
    case 'set-loss': {
      const loss = Loss.safeParse(fix.loss);
      return loss.success ? { do: 'training.set', changes: { loss: loss.data } } : null;
    }
    case 'set-output': {
      const { loss, target } = fix.change;
      const parsed = Loss.optional().safeParse(loss);
      if (!parsed.success) return null;
      const change = {
        ...(parsed.data ? { loss: parsed.data } : {}),
        ...(target === undefined ? {} : { target: target ?? undefined }),
      };
      return { do: 'training.set', changes: { outputs: changeOutput(project.training.outputs, fix.node, change) } };
    }
    case 'usual-input':
      return { do: 'training.set', changes: { inputs: changeInput(project.training.inputs, fix.node, undefined) } };
    case 'forget-end':
      return { do: 'training.set', changes: endSettings(leaveEnds(project, [fix.node])) };
    case 'unfreeze':
      return { do: 'nodes.freeze', ids: [fix.node], frozen: false };
    case 'own-weights':
      return { do: 'nodes.unshare', ids: [fix.node] };
    case 'leave-stages':
      return { do: 'stages.leave', id: fix.node };
    case 'leave-rate-group':
      return changeStage(project, fix.stage, stage => ({
        ...stage,
        rates: stage.rates.map((group, index) =>
          index === fix.group ? { ...group, nodes: leaveOnce(group.nodes, fix.node) } : group,
        ),
      }));
    case 'train-all':
      return changeStage(project, fix.stage, stage => ({ ...stage, trainable: { which: 'all' } }));
    case 'set-monitor': {
      const monitor = MonitorName.safeParse(fix.monitor);
      const group = project.training[fix.group];
      return monitor.success
        ? { do: 'training.set', changes: { [fix.group]: { ...group, monitor: monitor.data } } }
        : null;
    }
    case 'resize-pictures': {
      const { preprocessing } = project.data;
      if (!preprocessing || preprocessing.size.fit === 'keep') return null;
      const size = { ...preprocessing.size, fit: 'resize' as const };
      return { do: 'data.set', data: { ...project.data, preprocessing: { ...preprocessing, size } } };
    }
    case 'leave-augmentation': {
      const augmentations = project.data.augmentations?.filter(({ type }) => type !== fix.type);
      return { do: 'data.set', data: { ...project.data, augmentations } };
    }
    case 'set-params':
      return together(
        ...Object.entries(fix.params).map(
          ([param, value]): Command => ({ do: 'param.set', id: fix.node, param, value }),
        ),
      );
    case 'append':
      return addAfter(project, fix.type, fix.node, fix.params).command;
    case 'remove-node':
      return { do: 'nodes.remove', ids: [fix.node] };
    case 'swap-node':
      return swapNode(project, fix.node, newNode(project, fix.type, fix.params));
    case 'insert-before': {
      const arriving = project.graph.edges.find(
        edge => edge.to === fix.node && (fix.from === undefined || edge.from === fix.from),
      );
      return arriving ? insertOnEdge(project, arriving, newNode(project, fix.type, fix.params)).command : null;
    }
  }
}
