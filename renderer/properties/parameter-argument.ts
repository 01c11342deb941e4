import { z } from 'zod';
import type { NodeAnalysis } from '#shared/graph/analyze';
import { elementCount, type Shape } from '#shared/graph/shape';
import { formatCount, plural } from '../ui/format';

/** Why a layer has as many parameters as it has: plain words, then the sum worked out. */
export interface ParameterArgument {
  readonly because: string;
  readonly sum: Sum;
  /** The same job done by a layer of the other kind; absent where that would be no comparison. */
  readonly instead?: { readonly because: string; readonly sum: Sum };
}

interface Sum {
  /** Such as `3 · 3 · 3 · 100 + 100`. */
  readonly terms: string;
  readonly total: number;
}

const product = (factors: readonly number[]): string => factors.map(formatCount).join(' · ');

/** @param bias how many numbers the bias has; 0 without one */
const sumOf = (factors: readonly number[], bias: number): Sum => ({
  terms: `${product(factors)}${bias > 0 ? ` + ${formatCount(bias)}` : ''}`,
  total: elementCount(factors) + bias,
});

const known = (shape: Shape): number[] => shape.slice(1).map(dim => dim ?? 1);

/** The kernel of the convolution that a Dense is compared with. */
const USUAL_KERNEL = [3, 3];

const WithUnits = z.object({ units: z.int() });
const WithFilters = z.object({ filters: z.int(), groups: z.int().optional() });

/**
 * @param before the shape in front of the Flatten that feeds a Dense; absent where none does
 * @returns `null` for layers whose table of weights says all
 */
export function parameterArgument(
  { node, layer, inputs, analysis }: NodeAnalysis,
  before?: Shape,
): ParameterArgument | null {
  const [input] = inputs ?? [];
  const parsed = layer?.parse(node.params);
  if (!input || !analysis || !parsed?.ok) return null;
  const bias = analysis.weights.find(({ name }) => name === 'bias')?.shape[0] ?? 0;
  if (node.type === 'dense') return denseArgument(input, WithUnits.parse(parsed.value).units, bias, before);
  const kernel = analysis.weights.find(({ name }) => name === 'kernel')?.shape ?? [];
  if (!['conv1d', 'conv2d', 'conv3d'].includes(node.type)) return null;
  const { filters, groups = 1 } = WithFilters.parse(parsed.value);
  const places = known(input);
  const channels = places.at(-1) ?? 1;
  return {
    because: `Each of the ${plural(filters, 'filter')} has ${product(kernel.slice(0, -1))} weights${
      groups > 1 ? ` (it looks at ${channels / groups} of the ${channels} channels)` : ''
    }${bias > 0 ? ' and a bias' : ''}, the same at every place of the input: how large the input is makes no difference.`,
    sum: sumOf(kernel, bias),
    instead: {
      because: `A Dense of ${plural(filters, 'unit')} on the same input, flattened, has a weight for each place and unit:`,
      sum: sumOf([...places, filters], filters),
    },
  };
}

function denseArgument(input: Shape, units: number, bias: number, before?: Shape): ParameterArgument {
  const features = input.at(-1) ?? 1;
  const grid = before && before.length > 2 ? known(before) : undefined;
  const from = grid ? ` (${product(grid)}, flattened)` : '';
  const each = input.length > 2 ? ', the same at every step' : '';
  const channels = grid?.at(-1) ?? 1;
  return {
    because: `Each of the ${plural(units, 'unit')} has a weight for each of the ${plural(features, 'input')}${from}${
      bias > 0 ? ' and a bias' : ''
    }${each}.`,
    sum: sumOf([...(grid ?? [features]), units], bias),
    instead:
      grid?.length === 3
        ? {
            because: `A Conv2D of ${plural(units, 'filter')} of ${USUAL_KERNEL.join(' × ')} on what comes before the Flatten uses the same weights at every place:`,
            sum: sumOf([...USUAL_KERNEL, channels, units], units),
          }
        : undefined,
  };
}

/** How many times as many parameters the one has as the other, in words; absent where they are about as many. */
export function timesAsMany({ sum, instead }: ParameterArgument): string | undefined {
  const [own, other] = [sum.total, instead?.sum.total ?? 0];
  if (own === 0 || other === 0) return undefined;
  const ratio = Math.max(own, other) / Math.min(own, other);
  if (ratio < 1.5) return undefined;
  const times = ratio >= 10 ? formatCount(Math.round(ratio)) : ratio.toFixed(1);
  return own > other ? `This layer has ${times} times as many.` : `That is ${times} times as many.`;
}
