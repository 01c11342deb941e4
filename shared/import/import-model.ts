import { analyzeGraph } from '../graph/analyze';
import { topology } from '../graph/topology';
import { layeredLayout } from '../layout/layered-layout';
import { emptyProject, type Project } from '../project/project';
import { err, ok, type Result } from '../result';
import { Loss } from '../training/losses';
import { type Flattened, flatten } from './flatten';
import type { ImportError, ImportIssue } from './issue';
import { readModelFile } from './model-file';
import { readModelSpec } from './model-spec';

/** A network from another program. */
export interface ImportedModel {
  /** With the network laid out, and this studio's own settings for data and training; the weights are those of a new network. */
  readonly project: Project;
  /** What the network does without: it computes the same, given the weights, but may learn otherwise. */
  readonly notes: readonly ImportIssue[];
}

/**
 * Reads the architecture out of a file that Keras or TensorFlow.js has written: `model.to_json()` (Keras 3, tf.keras), a
 * `.keras` archive, or the `model.json` of a layers model. Models inside the model are taken apart. Weights are not read. A
 * network that the graph cannot hold is refused, with everything that is in the way.
 * @param fileName without folders; what the project is called if the model has no name of its own
 */
export function importModel(bytes: Uint8Array, fileName: string): Result<ImportedModel, ImportError> {
  const file = readModelFile(bytes);
  if (!file.ok) return file;
  const spec = readModelSpec(file.value.className, file.value.config);
  if (!spec.ok) return spec;
  const flat = flatten(spec.value);
  const { graph, notes } = flat;
  const { blocked } = topology(graph);
  if (blocked.length > 0) return err({ code: 'import/cycle', layers: blocked });
  if (flat.refused.length > 0) return err({ code: 'import/unsupported', issues: flat.refused });
  if (graph.nodes.length === 0) return err({ code: 'import/damaged', message: 'it has no layers.' });
  const misplaced = otherAxes(flat);
  if (misplaced.length > 0) return err({ code: 'import/unsupported', issues: misplaced });
  const loss = Loss.safeParse(file.value.loss);
  const empty = emptyProject(nameOf(spec.value.name, fileName));
  const training = loss.success ? { ...empty.training, loss: loss.data } : empty.training;
  return ok({ project: { ...empty, graph, training, layout: layeredLayout(graph) }, notes });
}

/** Layers that normalize along an axis that is not the last one of their input. */
function otherAxes({ graph, lastAxes }: Flattened): readonly ImportIssue[] {
  if (lastAxes.size === 0) return [];
  const { nodes } = analyzeGraph(graph);
  return [...lastAxes].flatMap(([id, { spec, axis }]) => {
    const [shape] = nodes.get(id)?.inputs ?? [];
    if (!shape || axis === shape.length - 1 || axis === -1) return [];
    const message = `${axis} is not the last axis of its input; other axes are not supported.`;
    return [{ layer: spec.name, className: spec.className, key: 'axis', message }];
  });
}

/** Names that Keras gave itself say less than the file's. */
function nameOf(name: string, fileName: string): string {
  const own = /^(functional|sequential|model)(_\d+)?$/i.test(name) ? '' : name;
  return (own.trim() || fileName.replace(/\.\w+$/, '').trim() || name).slice(0, 200);
}
