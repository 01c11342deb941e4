import { SegmentedControl } from '@mantine/core';
import type { Result } from '#shared/result';
import type { PlannedStage } from '#shared/training/plan';
import { Stage, type TrainableSet } from '#shared/training/stages';
import type { ParamValue } from '../document/command';
import { FieldControl } from '../properties/FieldControl';
import { fieldsOfSchema } from '../properties/fields';
import { ScheduleForm } from '../properties/ScheduleForm';
import { LayerChoice } from './LayerChoice';
import { RateGroups } from './RateGroups';
import classes from './stages.module.css';

interface Props {
  readonly stage: PlannedStage;
  /** As the project has it. */
  readonly own: Stage;
  /** What its learning rate is where it says none. */
  readonly optimizerRate: number;
  readonly set: (changes: object) => Result<unknown, string>;
}

const WHICH: readonly { readonly value: TrainableSet['which']; readonly label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'only', label: 'Only some' },
  { value: 'allBut', label: 'All but some' },
];

/** What a stage says: its epochs, which layers it trains, and how fast. */
export function StageForm({ stage, own, optimizerRate, set }: Props) {
  const values: Readonly<Record<string, ParamValue | undefined>> = {
    name: own.name,
    epochs: own.epochs,
    learningRate: stage.learningRate,
    stopEarly: own.stopEarly,
    patience: own.patience,
  };
  const { trainable } = own;
  const nodes = trainable.which === 'all' ? [] : trainable.nodes;
  const choose = (value: string) => {
    const which = WHICH.find(choice => choice.value === value)?.value ?? 'all';
    set({ trainable: which === 'all' ? { which } : { which, nodes } });
  };
  return (
    <div className={classes.form}>
      {fieldsOfSchema(Stage)
        .filter(field => own.stopEarly || field.name !== 'patience')
        .map(field => (
          <FieldControl
            key={field.name}
            field={field.name === 'learningRate' ? { ...field, initial: optimizerRate } : field}
            value={values[field.name]}
            isSet
            // What is not set follows the optimizer.
            onChange={value => set({ [field.name]: value ?? field.initial })}
          />
        ))}
      <h4 id="stage-trains">Trains</h4>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-labelledby="stage-trains"
        data={[...WHICH]}
        value={trainable.which}
        onChange={choose}
      />
      {trainable.which !== 'all' && (
        <LayerChoice
          label={trainable.which === 'only' ? 'Layers that are trained' : 'Layers that are frozen'}
          list="trainable"
          nodes={nodes}
          set={chosen => set({ trainable: { which: trainable.which, nodes: chosen } })}
        />
      )}
      <ScheduleForm schedule={own.schedule} set={schedule => set({ schedule })} />
      <h4>Learning rates of layers</h4>
      <RateGroups stage={own} learningRate={stage.learningRate} set={set} />
    </div>
  );
}
