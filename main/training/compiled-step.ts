import { precisionNames } from '#shared/training/precision';
import { GraphProgram, type Traced, type TracedFunction } from '../compiled/program';
import { constrainWeights, isHeld } from '../model/constrain';
import type { Model } from '../model/model';
import { nodeBackend, type Scalar, type Tensor, type TensorFlow, type Variable } from '../model/tensorflow';
import type { NamedTensor } from '../model/trained-model';
import {
  type BatchEvaluation,
  EVALUATE,
  evaluationOutputs,
  readEvaluation,
  recordedEvaluation,
} from './evaluate-batch';
import { measuresOf } from './goals';
import { createObjective } from './objective';
import type { OptimizerRule } from './optimizers/define';
import { optimizerRule } from './optimizers/optimizers';
import { ParameterGroups } from './parameter-groups';
import { rateInputs, recordedStep, type SlotVariable, stepName } from './recorded-step';
import { slotsInOrder, slotsOf } from './slots';
import {
  asList,
  type Batch,
  goalsFor,
  numbered,
  type StepOutcome,
  type StepSettings,
  type TrainStep,
} from './train-step';
import { averageMomentum, averageName, nextAverage, overwrites } from './weight-average';

/**
 * The step as one TensorFlow graph: recorded once for each batch size, with weights and slots as variables inside it. The
 * formulas are the eager step's own, except that the optimizer's move is TensorFlow's fused op where it has one.
 */
export class CompiledTrainStep implements TrainStep {
  readonly kind: string;
  readonly #tf: TensorFlow;
  readonly #model: Model;
  readonly #settings: StepSettings;
  readonly #rule: OptimizerRule;
  readonly #groups: ParameterGroups;
  readonly #slots: readonly Omit<SlotVariable, 'variable'>[];
  readonly #program: GraphProgram;

  /**
   * @param batchSizes of all the batches that will come
   * @param evaluationBatch how many samples each `evaluateBatch` will have; 0 where none will come
   * @throws CannotRecord where the network does something that a graph cannot repeat
   */
  constructor(
    tf: TensorFlow,
    model: Model,
    settings: StepSettings,
    batchSizes: readonly number[],
    evaluationBatch = 0,
  ) {
    const rule = optimizerRule(settings.optimizer);
    const groups = new ParameterGroups(model, settings);
    const slots: SlotVariable[] = groups.weights.flatMap(({ weight }) =>
      slotsOf(weight, rule).map(({ name, initial }) => {
        const variable = tf.tidy(() => tf.variable(tf.fill([...weight.shape], initial)));
        return { weight, name, variable };
      }),
    );
    const averages: SlotVariable[] = settings.weightAverage.enabled
      ? groups.weights.map(({ weight }) => ({
          weight,
          name: averageName(weight),
          // Added, since a variable made of another one shares its memory with it.
          variable: tf.tidy(() => tf.variable(tf.add(weight.variable, 0))),
        }))
      : [];
    const remembered = [...slots, ...averages];
    this.kind = `compiled: one TensorFlow graph a step, ${precisionNames[settings.precision]}`;
    this.#tf = tf;
    this.#model = model;
    this.#settings = settings;
    this.#rule = rule;
    this.#groups = groups;
    this.#slots = remembered.map(({ weight, name }) => ({ weight, name }));
    const weightVariables = new Map(model.weights.map(({ name, variable }) => [name, variable]));
    const slotVariables = new Map(remembered.map(({ name, variable }) => [name, variable]));
    tf.engine().startScope();
    try {
      this.#program = GraphProgram.build(
        nodeBackend(tf),
        new Map([...weightVariables, ...slotVariables]),
        [
          ...batchSizes.map(size => recordedStep(tf, { model, settings, rule, groups, slots }, size)),
          ...averaging(tf, model, averages),
          ...(this.#constrains ? [constraining(tf, groups)] : []),
          ...(evaluationBatch > 0 ? [this.#recordedEvaluation(evaluationBatch, averages)] : []),
          { name: 'get-weights', inputs: {}, body: () => ({ outputs: [...weightVariables.values()] }) },
          { name: 'get-slots', inputs: {}, body: () => ({ outputs: [...slotVariables.values()] }) },
          replaceAll(tf, 'set-slots', slotVariables),
        ],
        settings.precision,
      );
    } finally {
      tf.engine().endScope();
      for (const { variable } of remembered) variable.dispose();
    }
  }

  run({ samples, labels }: Batch, step: number, learningRate: number): StepOutcome {
    const tf = this.#tf;
    const ownStep = step - (this.#settings.stepsBefore ?? 0);
    const numbers = {
      step: tf.scalar(step, 'int32'),
      ...rateInputs(this.#groups.rates(tf, this.#rule, ownStep, learningRate)),
    };
    const name = stepName(asList(samples)[0]?.shape[0] ?? 0);
    const inputs = { ...numbered('samples', samples), ...numbered('labels', labels), ...numbers };
    const count = 2 + measuresOf(goalsFor(this.#model, this.#settings)).length;
    const [loss, correct, ...further] = this.#program.run(name, inputs, count);
    tf.dispose(numbers);
    if (!isScalar(loss) || !isScalar(correct) || !further.every(isScalar)) throw new Error(`${name} gave no loss.`);
    this.#average(ownStep);
    if (this.#constrains) tf.dispose(this.#program.run(CONSTRAIN, {}, 0));
    return { loss, correct, further };
  }

  /** Whether any weight that is trained is held to something. */
  get #constrains(): boolean {
    return this.#groups.weights.some(({ weight }) => isHeld(weight));
  }

  #recordedEvaluation(batchSize: number, averages: readonly SlotVariable[]): TracedFunction {
    const trained = this.#groups.weights.map(({ weight }) => weight);
    const goals = goalsFor(this.#model, this.#settings);
    const objective = createObjective(this.#tf, this.#model, goals, trained);
    return recordedEvaluation(this.#tf, { model: this.#model, objective }, batchSize, body =>
      withAverages(averages, body),
    );
  }

  async evaluateBatch({ samples, labels }: Batch): Promise<BatchEvaluation> {
    const goals = goalsFor(this.#model, this.#settings);
    const count = evaluationOutputs(
      this.#model,
      goals,
      this.#groups.weights.map(({ weight }) => weight),
    );
    const inputs = { ...numbered('samples', samples), ...numbered('labels', labels) };
    return readEvaluation(this.#tf, goals, this.#program.run(EVALUATE, inputs, count));
  }

  #average(step: number): void {
    const { weightAverage } = this.#settings;
    if (!weightAverage.enabled) return;
    const momentum = this.#tf.scalar(averageMomentum(weightAverage, step));
    this.#tf.dispose(this.#program.run('average', { momentum }, 0));
    momentum.dispose();
    if (overwrites(weightAverage, step)) this.#tf.dispose(this.#program.run('overwrite', {}, 0));
  }

  syncWeights(): void {
    const shown = this.#settings.weightAverage.enabled ? 'get-averaged' : 'get-weights';
    const values = this.#program.run(shown, {}, this.#model.weights.length);
    for (const [index, { variable }] of this.#model.weights.entries()) {
      const value = values[index];
      if (value) variable.assign(value);
    }
    this.#tf.dispose(values);
  }

  readWeights(): Promise<NamedTensor[]> {
    return this.#read('get-weights', this.#model.weights);
  }

  readSlots(): Promise<NamedTensor[]> {
    return this.#read('get-slots', this.#slots);
  }

  async #read(fn: string, of: readonly { readonly name: string }[]): Promise<NamedTensor[]> {
    if (of.length === 0) return [];
    const values = this.#program.run(fn, {}, of.length);
    const tensors = await Promise.all(
      values.map(async (value, index) => ({
        name: of[index]?.name ?? '',
        shape: value.shape,
        values: Float32Array.from(await value.data<'float32'>()),
      })),
    );
    this.#tf.dispose(values);
    return tensors;
  }

  writeSlots(tensors: readonly NamedTensor[]): void {
    const ordered = slotsInOrder(this.#slots, tensors);
    const values = ordered.map(({ name, values, shape }) => [name, this.#tf.tensor(values, [...shape])] as const);
    this.#tf.dispose(this.#program.run('set-slots', Object.fromEntries(values), 0));
    this.#tf.dispose(values.map(([, value]) => value));
  }

  dispose(): void {
    this.#program.dispose();
  }
}

const isScalar = (tensor: Tensor | undefined): tensor is Scalar => tensor?.rank === 0;

/** The functions that follow the weights after a step, that put the averages in their place, and that give them. */
function averaging(tf: TensorFlow, model: Model, averages: readonly SlotVariable[]): TracedFunction[] {
  if (averages.length === 0) return [];
  const momentum = tf.scalar(0);
  const follow = (): Traced => {
    for (const { weight, variable } of averages) {
      variable.assign(nextAverage(tf, variable, weight.variable, momentum));
    }
    return { outputs: [] };
  };
  const overwrite = (): Traced => {
    for (const { weight, variable } of averages) weight.variable.assign(variable);
    return { outputs: [] };
  };
  return [
    { name: 'average', inputs: { momentum }, body: follow },
    { name: 'overwrite', inputs: {}, body: overwrite },
    { name: 'get-averaged', inputs: {}, body: () => ({ outputs: averaged(model, averages) }) },
  ];
}

const CONSTRAIN = 'constrain';

/** The function that brings the weights to what they are held to. */
const constraining = (tf: TensorFlow, groups: ParameterGroups): TracedFunction => ({
  name: CONSTRAIN,
  inputs: {},
  body() {
    constrainWeights(
      tf,
      groups.weights.map(({ weight }) => weight),
    );
    return { outputs: [] };
  },
});

/** Runs `body` with the averages in their weights' place. */
function withAverages<T>(averages: readonly SlotVariable[], body: () => T): T {
  const own = averages.map(({ weight }) => weight.variable.clone());
  for (const { weight, variable } of averages) weight.variable.assign(variable);
  try {
    return body();
  } finally {
    for (const [i, { weight }] of averages.entries()) {
      const tensor = own[i];
      if (tensor) weight.variable.assign(tensor);
    }
  }
}

/** Of each weight its average where it has one. */
const averaged = (model: Model, averages: readonly SlotVariable[]): Variable[] =>
  model.weights.map(weight => averages.find(average => average.weight === weight)?.variable ?? weight.variable);

/** A function that gives every one of these variables the value of the input of its name. */
function replaceAll(tf: TensorFlow, name: string, variables: ReadonlyMap<string, Variable>): TracedFunction {
  const inputs: Record<string, Tensor> = {};
  for (const [variable, { shape }] of variables) inputs[variable] = tf.zeros(shape);
  const body = (): Traced => {
    for (const [key, variable] of variables) {
      const value = inputs[key];
      if (value) variable.assign(value);
    }
    return { outputs: [] };
  };
  return { name, inputs, body };
}
