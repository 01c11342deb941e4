import { z } from 'zod';

/** What a schedule knows of the run that it is for. */
export interface ScheduledRun {
  /** The optimizer's. */
  readonly learningRate: number;
  /** Steps of the whole run. */
  readonly steps: number;
  readonly stepsPerEpoch: number;
}

interface ScheduleSpec<Type extends string, Shape extends z.core.$ZodLooseShape> {
  readonly type: Type;
  readonly title: string;
  /** What it does with the optimizer's learning rate, for people. */
  readonly summary: string;
  /** Lengths are in epochs, fractions allowed. */
  readonly settings: Shape;
  /**
   * The learning rate of one step. Follows from the number of the step alone, so that a resumed run has the same rates.
   * @param step how many steps were done before, from 0, as Keras counts
   */
  rate(settings: z.output<z.ZodObject<Shape & { type: z.ZodLiteral<Type> }>>, step: number, run: ScheduledRun): number;
}

/** A schedule whose settings carry its type. */
export const defineSchedule = <const Type extends string, Shape extends z.core.$ZodLooseShape>({
  type,
  settings,
  ...spec
}: ScheduleSpec<Type, Shape>) => ({
  ...spec,
  settings: z.strictObject({ type: z.literal(type), ...settings }),
});

/** A length of so many epochs. */
export const epochs = (title: string, initial: number, description: string) =>
  z.number().positive().max(100_000).default(initial).meta({ title, description, unit: 'epochs' });

/** A length that may be none. */
export const epochsOrNone = (title: string, initial: number, description: string) =>
  z.number().min(0).max(100_000).default(initial).meta({ title, description, unit: 'epochs' });

/** A share of something. */
export const share = (title: string, initial: number, description: string) =>
  z.number().min(0).max(1).default(initial).meta({ title, description, unit: '0 to 1' });

/** From 1 down to `alpha` along half a wave. @param done how much of the way is behind, 0 to 1 */
export const halfWave = (done: number, alpha: number): number =>
  alpha + (1 - alpha) * 0.5 * (1 + Math.cos(Math.PI * done));
