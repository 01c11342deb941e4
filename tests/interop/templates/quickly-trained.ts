import type { NamedTensor, TrainedModel } from '#main/model/trained-model';
import { elementCount } from '#shared/graph/shape';
import { checkProject } from '#shared/project/check';
import type { Project } from '#shared/project/project';
import type { LayerParams } from '#shared/templates/network';
import { normals } from '../../support/trained';

/** How many classes a shrunk network tells apart. */
export const FEW_CLASSES = 10;

/** Small pictures and few classes: the layers are those of the template all the same. */
export function shrunk(project: Project, side: number): Project {
  const nodes = project.graph.nodes.map(node => {
    if (node.type === 'input') return { ...node, params: { shape: [side, side, 3] } };
    const few = (value: LayerParams[string]) => {
      if (Array.isArray(value)) return value[0] === 1000 ? [FEW_CLASSES] : value;
      return value === 1000 ? FEW_CLASSES : value;
    };
    const params = Object.entries(node.params).map(([name, value]) => [name, few(value)]);
    return { ...node, params: Object.fromEntries(params) };
  });
  return { ...project, graph: { ...project.graph, nodes } };
}

/** A weight made from a normally distributed number, as far from its initial value as training leaves it. */
function trainedValue(name: string, drawn: number, fanIn: number): number {
  if (name === 'kernel') return Math.sqrt(2 / fanIn) * drawn;
  if (name === 'moving_variance') return 0.5 + drawn ** 2;
  return (name === 'gamma' ? 1 : 0) + 0.2 * drawn;
}

/** Drawing takes a second. */
let row: Float32Array | undefined;

/** Weights cut from one long row of numbers, which is quicker than drawing each: VGG19 has 40 million even so. */
export function quicklyTrained(project: Project): TrainedModel {
  row ??= normals(1_000_003, 1);
  const drawn = row;
  let at = 0;
  const weights: NamedTensor[] = [];
  for (const [id, { analysis }] of checkProject(project).nodes) {
    for (const { name, shape } of analysis?.weights ?? []) {
      const fanIn = elementCount(shape.slice(0, -1));
      const values = Float32Array.from({ length: elementCount(shape) }, () =>
        trainedValue(name, drawn[at++ % drawn.length] ?? 0, fanIn),
      );
      weights.push({ name: `${id}/${name}`, shape, values });
    }
  }
  return { project, weights };
}
