import { Select } from '@mantine/core';
import { err, type Result } from '#shared/result';
import { SCHEDULE_TYPES, type Schedule, schedules } from '#shared/training/schedules/schedules';
import type { TrainingSettings } from '#shared/training/settings';
import { useDatasetInfo } from '../document/check';
import type { ParamValue } from '../document/command';
import { useDocument } from '../document/store';
import { FieldControl } from './FieldControl';
import { type Field, fieldsOfSchema } from './fields';
import { Row } from './parts';
import classes from './properties.module.css';
import { SchedulePreview } from './SchedulePreview';

interface Props {
  readonly schedule: Schedule;
  /** Sets another one, or changes of its settings, or says why not. */
  readonly set: (schedule: object) => Result<unknown, string>;
}

/** Which schedule the learning rate follows, and its own settings. */
export function ScheduleForm({ schedule, set }: Props) {
  const { settings, summary } = schedules[schedule.type];
  const values: Readonly<Record<string, ParamValue>> = { ...schedule };
  const choose = (type: string | null) => {
    const chosen = SCHEDULE_TYPES.find(candidate => candidate === type);
    return chosen ? set(schedules[chosen].settings.parse({ type: chosen })) : err('no such schedule');
  };
  const setOne = (field: Field, value: ParamValue | undefined) =>
    set({ ...schedule, [field.name]: value ?? field.initial });
  return (
    <>
      <Row title="Schedule">
        <Select
          aria-label="Learning rate schedule"
          data={SCHEDULE_TYPES.map(type => ({ value: type, label: schedules[type].title }))}
          value={schedule.type}
          onChange={choose}
          maxDropdownHeight={320}
        />
      </Row>
      <p className={classes.note}>{summary}</p>
      {fieldsOfSchema(settings).map(field => (
        <FieldControl
          key={`${schedule.type} ${field.name}`}
          field={field}
          value={values[field.name]}
          isSet
          onChange={value => setOne(field, value)}
        />
      ))}
    </>
  );
}

/** What the learning rate of the whole run looks like, once it is known how many steps that has. */
export function RunPreview({ training }: { readonly training: TrainingSettings }) {
  const dataset = useDocument(state => state.project.data.dataset);
  const info = useDatasetInfo(state => state.info);
  return info?.id === dataset ? (
    <SchedulePreview training={training} trainingSamples={info.trainingSamples} />
  ) : (
    <p className={classes.note}>What it looks like shows once the dataset is known.</p>
  );
}
