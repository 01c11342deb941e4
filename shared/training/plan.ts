import { z } from 'zod';
import type { ScheduledRun } from './schedules/define';
import { rateAt } from './schedules/schedules';
import type { TrainingSettings } from './settings';
import { Stage } from './stages';

/** What a plan follows from. */
export type PlanSettings = Pick<TrainingSettings, 'stages' | 'epochs' | 'schedule'> & {
  readonly optimizer: Pick<TrainingSettings['optimizer'], 'learningRate'>;
};

/** A stage at its place in a run. */
export interface PlannedStage extends Stage {
  /** From 0. */
  readonly index: number;
  /** How many epochs come before it. */
  readonly firstEpoch: number;
  /** How many epochs it goes on for: `epochs`, or fewer where it ended early. Its schedule is that of all of them. */
  readonly length: number;
  readonly learningRate: number;
}

/** A stage that ended before its time. */
export const EndedStage = z.object({
  /** Its index, from 0. */
  stage: z.int(),
  /** How many epochs it went on for. */
  epochs: z.int(),
});
export type EndedStage = z.infer<typeof EndedStage>;

/** The stages of a run, in order: at least one. @param ended those that turned out shorter than the settings say */
export function planOf(
  { stages, epochs, optimizer: { learningRate }, schedule }: PlanSettings,
  ended: readonly EndedStage[] = [],
): Plan {
  if (stages.length === 0) {
    const only = Stage.parse({ epochs, schedule });
    return new Plan([{ ...only, index: 0, firstEpoch: 0, learningRate, length: epochs }]);
  }
  let firstEpoch = 0;
  const planned = stages.map((stage, index): PlannedStage => {
    const length = lengthOf(stage, index, ended);
    const placed = { ...stage, index, firstEpoch, length, learningRate: stage.learningRate ?? learningRate };
    firstEpoch += length;
    return placed;
  });
  return new Plan(planned);
}

const lengthOf = ({ epochs }: Stage, index: number, ended: readonly EndedStage[]): number =>
  ended.find(({ stage }) => stage === index)?.epochs ?? epochs;

/** How many epochs of the settings a run leaves out, as stages ended early. */
export const epochsLeftOut = ({ stages }: Pick<PlanSettings, 'stages'>, ended: readonly EndedStage[]): number =>
  stages.reduce((sum, stage, index) => sum + stage.epochs - lengthOf(stage, index, ended), 0);

/** What people call a stage. */
export const stageTitle = ({ name, index }: Pick<PlannedStage, 'name' | 'index'>): string =>
  name.trim() || `Stage ${index + 1}`;

/** What a run does when. Everything follows from the number of the epoch or the step alone, so that a resumed run does the same. */
export class Plan {
  readonly stages: readonly PlannedStage[];

  constructor(stages: readonly PlannedStage[]) {
    this.stages = stages;
  }

  get epochs(): number {
    return this.stages.reduce((sum, { length }) => sum + length, 0);
  }

  /** @param epoch from 0; one behind the end is in the last stage */
  stageOfEpoch(epoch: number): PlannedStage {
    const stage = this.stages.findLast(({ firstEpoch }) => firstEpoch <= Math.max(0, epoch));
    if (!stage) throw new Error('A plan has at least one stage.');
    return stage;
  }

  /** The stage whose optimizer did the last of so many steps; before the first one, the first stage. */
  stageDone(step: number, stepsPerEpoch: number): PlannedStage {
    return this.stageOfEpoch(Math.floor((step - 1) / stepsPerEpoch));
  }

  /** The stage that the step after so many belongs to. */
  stageAt(step: number, stepsPerEpoch: number): PlannedStage {
    return this.stageOfEpoch(Math.floor(step / stepsPerEpoch));
  }

  /**
   * The stage's learning rate at one step; that of its groups is a factor of it.
   * @param step how many steps of the run were done before
   */
  rateAt(step: number, stepsPerEpoch: number): number {
    const stage = this.stageAt(step, stepsPerEpoch);
    const run: ScheduledRun = {
      learningRate: stage.learningRate,
      steps: stage.epochs * stepsPerEpoch,
      stepsPerEpoch,
    };
    return rateAt(stage.schedule, step - stage.firstEpoch * stepsPerEpoch, run);
  }
}

/**
 * The settings with another number of epochs in all. With stages, the last one is made longer; fewer epochs cut the plan off
 * where they end.
 */
export function withTotalEpochs<Settings extends PlanSettings>(settings: Settings, epochs: number): Settings {
  if (settings.stages.length === 0) return { ...settings, epochs };
  const { stages } = planOf(settings);
  const begun = stages.filter(({ firstEpoch }) => firstEpoch < epochs);
  const kept = settings.stages.slice(0, begun.length);
  const last = begun.at(-1);
  const changed = kept.map((stage, index) =>
    index === last?.index ? { ...stage, epochs: epochs - last.firstEpoch } : stage,
  );
  return { ...settings, stages: changed };
}
