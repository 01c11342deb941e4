import { z } from 'zod';
import { constant } from './constant';
import { cosineDecay } from './cosine-decay';
import { cosineDecayRestarts } from './cosine-restarts';
import type { ScheduledRun } from './define';
import { exponentialDecay } from './exponential-decay';
import { oneCycle } from './one-cycle';
import { polynomialDecay } from './polynomial-decay';
import { stepDecay } from './step-decay';
import { timeDecay } from './time-decay';

const changing = {
  timeDecay,
  stepDecay,
  exponentialDecay,
  polynomialDecay,
  cosineDecay,
  cosineDecayRestarts,
  oneCycle,
} as const;

/** Every schedule of the learning rate by its type, in the order in which people are shown them. */
export const schedules = { constant, ...changing } as const;

export type ScheduleType = keyof typeof schedules;
// Object.keys does not say which keys they are.
export const SCHEDULE_TYPES = Object.keys(schedules) as readonly ScheduleType[];

/** How the learning rate changes from step to step. */
export const Schedule = z.discriminatedUnion('type', [
  constant.settings,
  ...Object.values(changing).map(({ settings }) => settings),
]);
type SettingsOf = { readonly [Type in ScheduleType]: z.output<(typeof schedules)[Type]['settings']> };
export type Schedule = SettingsOf[ScheduleType];

type Rates = {
  readonly [Type in ScheduleType]: {
    rate(settings: SettingsOf[Type], step: number, run: ScheduledRun): number;
  };
};
const rates: Rates = schedules;

/**
 * The learning rate of one step, by a pure function of its number.
 * @param step how many steps were done before, from 0, as Keras counts
 */
export const rateAt = <Type extends ScheduleType>(
  schedule: SettingsOf[Type] & { readonly type: Type },
  step: number,
  run: ScheduledRun,
): number => rates[schedule.type].rate(schedule, step, run);
