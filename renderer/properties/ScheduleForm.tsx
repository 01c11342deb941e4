import { Select } from '@mantine/core';
import { err, type Result } from '#shared/result';
import { SCHEDULE_TYPES, schedules } from '#shared/training/schedules/schedules';
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
  readonly training: TrainingSettings;
  /** Sets some of the training settings, or says why not. */
  readonly set: (changes: object) => Result<unknown, string>;
}

/** Which schedule the learning rate follows, its own settings, and what it looks like. */
export function ScheduleForm({ training, set }: Props) {
  const { schedule } = training;
  const dataset = useDocument(state => state.project.data.dataset);
  const info = useDatasetInfo(state => state.info);
  const { settings, summary } = schedules[schedule.type];
  const values: Readonly<Record<string, ParamValue>> = { ...schedule };
  const choose = (type: string | null) => {
    const chosen = SCHEDULE_TYPES.find(candidate => candidate === type);
    return chosen ? set({ schedule: schedules[chosen].settings.parse({ type: chosen }) }) : err('no such schedule');
  };
  const setOne = (field: Field, value: ParamValue | undefined) =>
    set({ schedule: { ...useDocument.getState().project.training.schedule, [field.name]: value ?? field.initial } });
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
      {schedule.type !== 'constant' &&
        (info?.id === dataset ? (
          <SchedulePreview training={training} trainingSamples={info.trainingSamples} />
        ) : (
          <p className={classes.note}>What it looks like shows once the dataset is known.</p>
        ))}
    </>
  );
}
