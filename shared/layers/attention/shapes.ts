import type { Dim, Shape } from '../../graph/shape';
import type { ShapeProblem } from '../../problems/problem';
import { err, ok, type Result } from '../../result';
import type { Port } from '../define';

export const ATTENTION_PORTS: readonly Port[] = [
  { name: 'query', many: false },
  { name: 'value', many: false },
];

/** Why a tfjs layers model cannot hold attention, as the end of a sentence. */
export const NOT_IN_TFJS = 'TensorFlow.js has no such layer; a Keras file holds it';

/** A batch of series `[batch, steps, features]` with all sizes but the batch known. */
interface Series {
  readonly batch: Dim;
  readonly steps: number;
  readonly features: number;
}

function seriesOf(shape: Shape | undefined): Result<Series, ShapeProblem> {
  if (shape?.length !== 3) return err({ code: 'shape/rank', expected: [3], received: shape ?? [] });
  const [batch = null, steps, features] = shape;
  if (typeof steps !== 'number' || typeof features !== 'number') {
    return err({ code: 'shape/unknown-size', axis: shape.indexOf(null, 1), received: shape });
  }
  return ok({ batch, steps, features });
}

/** The series that arrive at a layer with the ports query and value. */
export function attentionShapes([first, second]: readonly Shape[]): Result<
  { readonly query: Series; readonly value: Series },
  ShapeProblem
> {
  const query = seriesOf(first);
  if (!query.ok) return query;
  const value = seriesOf(second);
  return value.ok ? ok({ query: query.value, value: value.value }) : value;
}
