import { Button, Select } from '@mantine/core';
import { IconTrendingDown } from '@tabler/icons-react';
import { Fragment } from 'react';
import { err, type Result } from '#shared/result';
import { EarlyStopping, ReduceOnPlateau, WeightAverage } from '#shared/training/callbacks';
import { losses } from '#shared/training/losses';
import { monitorBetter, monitorTitle } from '#shared/training/monitor';
import { OPTIMIZER_TYPES, type OptimizerType, optimizerNames, optimizers } from '#shared/training/optimizers';
import { precisionNote } from '#shared/training/precision';
import { schedules } from '#shared/training/schedules/schedules';
import { TrainingSettings } from '#shared/training/settings';
import { describeCommandRefusal, type ParamValue, type Refusal } from '../document/command';
import { useDocument } from '../document/store';
import { useEngine } from '../engine/engine';
import { openRateFinder } from '../rate/rate';
import { StagesForm } from '../stages/StagesForm';
import { asSetValue, FieldControl } from './FieldControl';
import { type Field, fieldsOfSchema } from './fields';
import { OutputsForm } from './OutputsForm';
import { Fold, Row, Section } from './parts';
import classes from './properties.module.css';
import { RunPreview, ScheduleForm } from './ScheduleForm';
import { SettingsGroup } from './SettingsGroup';

const dispatch = useDocument.getState().dispatch;
const reason = (refusal: Refusal): string =>
  refusal.code === 'setting/invalid' ? refusal.message : describeCommandRefusal(refusal);
const set = (changes: object) => asSetValue(dispatch({ do: 'training.set', changes }), reason);

/** The settings that keep gradients and classes in balance; the rest of what is no group stands first. */
const BALANCE: ReadonlySet<string> = new Set(['gradientClipping', 'clippingThreshold', 'classWeights']);

interface FormProps {
  readonly training: TrainingSettings;
}

/** The fields of the training settings that are in no group. */
function OwnFields({ training, shows }: FormProps & { readonly shows: (field: string) => boolean }) {
  const values: Readonly<Record<string, ParamValue>> = { ...training };
  const runtime = useEngine(state => state.info?.runtime ?? null);
  const setOne = (field: Field, value: ParamValue | undefined) => set({ [field.name]: value ?? field.initial });
  return fieldsOfSchema(TrainingSettings)
    .filter(field => shows(field.name))
    .map(field => (
      <Fragment key={field.name}>
        <FieldControl field={field} value={values[field.name]} isSet onChange={value => setOne(field, value)} />
        {field.name === 'precision' && runtime && precisionNote(training.precision, runtime) && (
          <p className={classes.note}>{precisionNote(training.precision, runtime)}</p>
        )}
        {field.name === 'loss' && <p className={classes.note}>{losses[training.loss].summary}</p>}
      </Fragment>
    ));
}

function OptimizerForm({ training }: FormProps) {
  const values: Readonly<Record<string, ParamValue>> = { ...training.optimizer };
  const setOne = (field: Field, value: ParamValue | undefined) =>
    set({ optimizer: { ...useDocument.getState().project.training.optimizer, [field.name]: value ?? field.initial } });
  const choose = (type: string | null): Result<unknown, string> => {
    const chosen = OPTIMIZER_TYPES.find((candidate): candidate is OptimizerType => candidate === type);
    return chosen ? set({ optimizer: optimizers[chosen].parse({ type: chosen }) }) : err('there is no such optimizer');
  };
  return (
    <>
      <Row title="Optimizer">
        <Select
          aria-label="Optimizer"
          data={OPTIMIZER_TYPES.map(type => ({ value: type, label: optimizerNames[type] }))}
          value={training.optimizer.type}
          onChange={type => choose(type)}
        />
      </Row>
      {fieldsOfSchema(optimizers[training.optimizer.type]).map(field => (
        <Fragment key={`${training.optimizer.type} ${field.name}`}>
          <FieldControl field={field} value={values[field.name]} isSet onChange={value => setOne(field, value)} />
          {field.name === 'learningRate' && (
            <Row title="">
              <Button
                variant="default"
                size="compact-xs"
                leftSection={<IconTrendingDown size={13} />}
                onClick={openRateFinder}
              >
                Find a learning rate…
              </Button>
            </Row>
          )}
        </Fragment>
      ))}
    </>
  );
}

/** How the project is trained, in groups that fold: what most runs need stands open. */
export function TrainingForm() {
  const training = useDocument(state => state.project.training);
  const { stages, schedule, reduceOnPlateau, earlyStopping, weightAverage, gradientClipping, classWeights } = training;
  const planned = stages.length === 0 ? schedules[schedule.type].title : 'by stage';
  const scheduled = [planned, ...(reduceOnPlateau.enabled ? ['plateau'] : [])].join(', ');
  const balance = [
    ...(gradientClipping === 'none' ? [] : ['clipped']),
    ...(classWeights === 'none' ? [] : ['weighted']),
  ].join(', ');
  const stopping = earlyStopping.enabled
    ? `stops after ${earlyStopping.patience} without a better one`
    : 'no early stop';
  return (
    <>
      <Section title="Training">
        <OwnFields
          training={training}
          shows={field => !BALANCE.has(field) && (field !== 'epochs' || stages.length === 0)}
        />
      </Section>
      <OutputsForm set={set} />
      <Fold title="Optimizer" state={optimizerNames[training.optimizer.type]} opened>
        <OptimizerForm training={training} />
      </Fold>
      <Fold title="Learning rate schedule" state={scheduled} opened>
        {stages.length === 0 ? (
          <>
            <ScheduleForm schedule={schedule} set={changed => set({ schedule: changed })} />
            {schedule.type !== 'constant' && <RunPreview training={training} />}
          </>
        ) : (
          <p className={classes.note}>Each stage has its own.</p>
        )}
        <SettingsGroup
          name="reduceOnPlateau"
          schema={ReduceOnPlateau}
          training={training}
          set={set}
          shows={field => field === 'enabled' || reduceOnPlateau.enabled}
        />
      </Fold>
      <StagesForm training={training} set={set} />
      <Fold title="Best weights" state={stopping} opened={earlyStopping.enabled}>
        <SettingsGroup
          name="earlyStopping"
          schema={EarlyStopping}
          training={training}
          set={set}
          shows={field => earlyStopping.enabled || !WAITING.has(field)}
        />
        <p className={classes.note}>
          The best epoch is that with the {monitorBetter(earlyStopping.monitor) === 'lower' ? 'lowest' : 'highest'}{' '}
          {monitorTitle(earlyStopping.monitor)}.
        </p>
      </Fold>
      <Fold
        title="Average of the weights"
        state={weightAverage.enabled ? `momentum ${weightAverage.momentum}` : 'off'}
        opened={weightAverage.enabled}
      >
        <SettingsGroup
          name="weightAverage"
          schema={WeightAverage}
          training={training}
          set={set}
          shows={field => field === 'enabled' || weightAverage.enabled}
        />
      </Fold>
      <Fold title="Gradients and classes" state={balance || 'as they are'} opened={balance !== ''}>
        <OwnFields
          training={training}
          shows={field => BALANCE.has(field) && (field !== 'clippingThreshold' || gradientClipping !== 'none')}
        />
      </Fold>
    </>
  );
}

/** What matters only where the run may stop early. */
const WAITING: ReadonlySet<string> = new Set(['patience', 'minDelta', 'startFromEpoch']);
