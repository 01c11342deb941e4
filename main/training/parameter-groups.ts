import type { NodeId } from '#shared/graph/graph';
import type { RateGroup } from '#shared/training/stages';
import type { Model, ModelWeight } from '../model/model';
import type { TensorFlow } from '../model/tensorflow';
import type { OptimizerRule, Rates } from './optimizers/define';

/** What a stage makes of a network's weights. */
export interface StageSettings {
  /** Nodes whose weights stay as they are, beside those that are frozen in the project. */
  readonly frozen?: ReadonlySet<NodeId>;
  /** Where a node is in none, its factor is 1. */
  readonly rates?: readonly RateGroup[];
  /** Steps of the run before the stage. The optimizer begins with it: its bias correction counts from there. */
  readonly stepsBefore?: number;
}

/** A weight that is trained, and which of the groups it is in. */
export interface GroupedWeight {
  readonly weight: ModelWeight;
  readonly group: number;
}

/** The weights that one optimizer moves, each group of them at a rate of its own. */
export class ParameterGroups {
  /** In the order of the model. */
  readonly weights: readonly GroupedWeight[];
  /** What the learning rate is multiplied by, group by group; no two alike. */
  readonly factors: readonly number[];

  constructor(model: Model, { frozen, rates = [] }: StageSettings) {
    const factors: number[] = [];
    this.weights = model.trainable
      .filter(({ node }) => !frozen?.has(node))
      .map(weight => {
        const factor = rates.find(({ nodes }) => nodes.includes(weight.node))?.factor ?? 1;
        if (!factors.includes(factor)) factors.push(factor);
        return { weight, group: factors.indexOf(factor) };
      });
    this.factors = factors;
  }

  /**
   * The numbers of one step, group by group; the caller disposes them.
   * @param step of the optimizer, from 1
   * @param learningRate that of factor 1
   */
  rates(tf: TensorFlow, rule: OptimizerRule, step: number, learningRate: number): Rates[] {
    return this.factors.map(factor => ({
      learningRate: tf.scalar(learningRate * factor),
      rate: tf.scalar(rule.rate(step, learningRate * factor)),
    }));
  }
}
