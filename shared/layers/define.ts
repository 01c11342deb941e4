import type { z } from 'zod';
import type { Shape } from '../graph/shape';
import type { LayerProblem } from '../problems/problem';
import { err, ok, type Result } from '../result';
import { Activation, whyNotTfjsActivation } from './activations';
import type { Constraint } from './constraints';
import type { WeightInitializer } from './initializers';
import { configOfParams, type KerasConfig, paramsOfConfig } from './keras-config';
import type { OwnLayers } from './own-layers';
import { isNone, Regularizer } from './regularizers';
import { settingsProblem } from './weight-settings';

type TfjsLayers = typeof import('@tensorflow/tfjs').layers;
export type BuiltLayer = InstanceType<TfjsLayers['Layer']>;

/** tfjs's layer constructors and our own for what it lacks, handed in so that the catalogue imports types only. */
export type LayerFactory = Omit<TfjsLayers, keyof OwnLayers> & OwnLayers;

/** A place where edges arrive. `many` ports take two or more edges, in order; the others exactly one. */
export interface Port {
  readonly name: string;
  readonly many: boolean;
}
export const ONE_INPUT: readonly Port[] = [{ name: 'input', many: false }];
export const MANY_INPUTS: readonly Port[] = [{ name: 'input', many: true }];

export const CATEGORIES = [
  'core',
  'convolution',
  'pooling',
  'normalization',
  'regularization',
  'activation',
  'reshaping',
  'merging',
  'recurrent',
  'attention',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** One weight tensor, named as in Keras; listed in Keras's `get_weights` order. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initializer: WeightInitializer;
  readonly trainable: boolean;
  /** What it adds to the loss. */
  readonly regularizer?: Regularizer;
  /** What it is brought to after each step of training. */
  readonly constraint?: Constraint;
  /** What the parameters begin with that say these three, where there are such: `kernel` for `kernelInitializer`. */
  readonly settings?: string;
  /** The part of Keras's layer that holds it, as weight files name it, such as `cell`; the layer itself where it is absent. */
  readonly kerasPart?: string;
}

/**
 * Where along one axis a position `o` of the output looks: at `extent` positions of the input around `o · stride + offset`.
 * Layers that enlarge have strides below 1.
 */
export interface ReachAxis {
  readonly extent: number;
  readonly stride: number;
  readonly offset: number;
}

/** What follows from a layer's parameters and the shapes that arrive. */
export interface LayerAnalysis {
  readonly output: Shape;
  readonly weights: readonly WeightSpec[];
  /** Multiplications with an addition, for one sample's forward pass; elementwise work is not counted. */
  readonly multiplyAdds: number;
  /**
   * Which positions of the input each position of the output is computed from: one entry an axis between batch and channels, or
   * all of them. Absent where a position depends on the same position alone, or where the shapes say it (see `nextField`).
   */
  readonly reach?: readonly ReachAxis[] | 'all';
  /**
   * How many values of one sample the layer keeps for the backward pass; absent where they are those that it puts out. None where
   * the output is the input's memory in another shape.
   */
  readonly kept?: number;
  /** What its outputs add to the loss of each sample; absent for nothing. */
  readonly activity?: Regularizer;
}

/** A case that the laws try: it should move parameters off their defaults. */
export interface LayerSample<Params> {
  readonly inputs: readonly Shape[];
  readonly params: Params;
}

interface LayerSpec<Schema extends z.ZodObject> {
  readonly type: string;
  /** The class of that name in Keras 3. */
  readonly kerasClass: string;
  readonly category: Category;
  readonly title: string;
  /** One sentence for the palette and the side panel. */
  readonly summary: string;
  /** camelCase names of Keras's constructor arguments; `meta` carries title, description and unit for the form. */
  readonly params: Schema;
  readonly ports: readonly Port[];
  analyze(inputs: readonly Shape[], params: z.output<Schema>): Result<LayerAnalysis, LayerProblem>;
  /** Whether Keras's class takes `data_format`. Ours is channels-last whatever the user's Keras has as its default. */
  readonly hasDataFormat?: boolean;
  /** Whether Keras's class takes the inputs of several ports one by one, not as one list. */
  readonly takesInputsApart?: boolean;
  /** Whether the parameter `activation` works on the way, and not on what the layer puts out. */
  readonly hasInnerActivation?: boolean;
  /** The function that makes what it puts out; that of the parameter `activation` unless it is said, or works on the way. */
  outputActivation?(params: z.output<Schema>): Activation | undefined;
  /** The parameters that can be measured on the samples to train on, as Keras's `adapt` does it: mean and variance of each channel. */
  readonly measured?: readonly string[];
  /** The input holds whole numbers from 0 below this one; absent where any numbers may come. */
  indexCount?(params: z.output<Schema>): number;
  /** Why a tfjs layers model cannot hold it, as the end of a sentence; absent where it can. */
  whyNotTfjs?(params: z.output<Schema>): string | undefined;
  /** Arguments for Keras's constructor where they are not just the parameters in snake_case. */
  kerasConfig?(params: z.output<Schema>): Record<string, unknown>;
  /**
   * The reverse of `kerasConfig`, where the layer has one: raw parameters from Keras's arguments. `undefined`: with these
   * arguments Keras's class is not this layer.
   */
  fromKeras?(config: KerasConfig): Record<string, unknown> | undefined;
  /** What an older Keras, or tfjs, calls an argument: its name there, and the one now. */
  readonly olderKeys?: Readonly<Record<string, string>>;
  /** Further classes of Keras that this layer can stand for; each must look at every argument that the class has. */
  readonly standsFor?: Readonly<Record<string, (config: KerasConfig) => Record<string, unknown> | undefined>>;
  build(layers: LayerFactory, params: z.output<Schema> & { readonly name: string }): BuiltLayer;
  readonly samples: readonly LayerSample<z.input<Schema>>[];
}

/** A layer of the catalogue with its parameter type erased: it takes raw parameters and checks them itself. */
export interface LayerDefinition
  extends Pick<
    LayerSpec<z.ZodObject>,
    | 'type'
    | 'kerasClass'
    | 'category'
    | 'title'
    | 'summary'
    | 'ports'
    | 'takesInputsApart'
    | 'measured'
    | 'standsFor'
    | 'olderKeys'
  > {
  readonly params: z.ZodObject;
  readonly samples: readonly LayerSample<Record<string, unknown>>[];
  /** The parameters with defaults filled in, or the first one that is wrong. */
  parse(params: unknown): Result<Record<string, unknown>, LayerProblem>;
  /** @param inputs one shape an edge, in port order; at least one unless the layer has no port. */
  analyze(inputs: readonly Shape[], params: unknown): Result<LayerAnalysis, LayerProblem>;
  /** The function that makes what it puts out, where there is one and the parameters are right. */
  outputActivation(params: unknown): Activation | undefined;
  /** See `LayerSpec`; absent as well where the parameters are wrong. */
  indexCount(params: unknown): number | undefined;
  whyNotTfjs(params: unknown): string | undefined;
  /** Keras constructor arguments in snake_case, without the name. Throws on parameters that `parse` refuses. */
  kerasConfig(params: unknown): Record<string, unknown>;
  /** Raw parameters from what Keras's class was made with; `undefined` where it is another layer with these arguments. */
  fromKeras(config: KerasConfig): Record<string, unknown> | undefined;
  /** The tfjs layer, not yet built. Throws on parameters that `parse` refuses. */
  build(layers: LayerFactory, name: string, params: unknown): BuiltLayer;
}

export function defineLayer<Schema extends z.ZodObject>(spec: LayerSpec<Schema>): LayerDefinition {
  const { type, kerasClass, category, title, summary, ports, params: schema, samples } = spec;
  const { takesInputsApart, measured, standsFor, olderKeys } = spec;
  const read = (params: unknown): Result<z.output<Schema>, LayerProblem> => {
    const parsed = schema.safeParse(params);
    if (parsed.success) return ok(parsed.data);
    const issue = parsed.error.issues[0];
    const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    const param = issue?.path[0] ?? unknown;
    return err({ code: 'param/invalid', param: String(param ?? ''), message: issue?.message ?? 'Invalid input' });
  };
  const known = new WeakMap<object, ReturnType<typeof read>>();
  // A node's parameters never change: another value is another object. All of a network's are asked for at each key.
  const parse = (params: unknown): ReturnType<typeof read> => {
    if (typeof params !== 'object' || params === null) return read(params);
    const before = known.get(params);
    if (before) return before;
    const parsed = read(params);
    known.set(params, parsed);
    return parsed;
  };
  return {
    type,
    kerasClass,
    category,
    title,
    summary,
    ports,
    takesInputsApart,
    measured,
    standsFor,
    olderKeys,
    params: schema,
    samples,
    parse,
    analyze(inputs, params) {
      const parsed = parse(params);
      if (!parsed.ok) return parsed;
      const analysis = spec.analyze(inputs, parsed.value);
      if (!analysis.ok) return analysis;
      const problem = settingsProblem(analysis.value.weights);
      if (problem) return err(problem);
      const activity = Regularizer.safeParse(parsed.value.activityRegularizer).data;
      return activity && !isNone(activity) ? ok({ ...analysis.value, activity }) : analysis;
    },
    outputActivation(params) {
      const parsed = parse(params);
      if (!parsed.ok) return undefined;
      if (spec.outputActivation) return spec.outputActivation(parsed.value);
      return spec.hasInnerActivation ? undefined : Activation.safeParse(parsed.value.activation).data;
    },
    indexCount(params) {
      const parsed = parse(params);
      return parsed.ok ? spec.indexCount?.(parsed.value) : undefined;
    },
    whyNotTfjs(params) {
      const parsed = parse(params);
      if (!parsed.ok) return undefined;
      return spec.whyNotTfjs?.(parsed.value) ?? whyNotTfjsActivation(parsed.value.activation);
    },
    kerasConfig(params) {
      const values = schema.parse(params);
      const config = spec.kerasConfig?.(values) ?? configOfParams(values);
      return spec.hasDataFormat ? { ...config, data_format: 'channels_last' } : config;
    },
    fromKeras: config => (spec.fromKeras ? spec.fromKeras(config) : paramsOfConfig(schema, config)),
    build: (layers, name, params) => spec.build(layers, { ...schema.parse(params), name }),
  };
}
