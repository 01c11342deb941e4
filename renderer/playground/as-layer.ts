import type { GraphNode, NodeId } from '#shared/graph/graph';
import type { ProjectCheck } from '#shared/project/check';
import type { Project } from '#shared/project/project';
import type { Filter } from './convolve';
import { classicOf } from './kernel';

/** The parameters of a `fixedConv2d` that does to every channel what the filter does here. */
export function layerParams({ kernel, stride, padding }: Filter): GraphNode['params'] {
  const classic = classicOf(kernel);
  return {
    ...(classic ? { kernel: classic } : { kernel: 'typed_in', values: [...kernel] }),
    strides: [stride, stride],
    padding,
  };
}

/** The node after which a filter goes: the selected one where pictures leave it, otherwise the first Input of pictures. */
export function nodeToFilter(project: Project, check: ProjectCheck, selected: readonly NodeId[]): NodeId | undefined {
  const { nodes } = project.graph;
  const givesPictures = (id: NodeId) => check.nodes.get(id)?.analysis?.output.length === 4;
  const [only] = selected;
  if (only !== undefined && selected.length === 1 && givesPictures(only)) return only;
  return nodes.find(({ id, type }) => type === 'input' && givesPictures(id))?.id;
}
