import { inputsOf, targetsOf } from '#shared/data/targets';
import type { InputEnd, OutputEnd } from '#shared/project/ends';
import type { Result } from '#shared/result';
import { changeInput, changeOutput, InputSettings, OutputSettings } from '#shared/training/ends';
import { useCheck, useDatasetInfo } from '../document/check';
import type { ParamValue } from '../document/command';
import { useDocument } from '../document/store';
import { FieldControl } from './FieldControl';
import { type Field, fieldsOfSchema } from './fields';
import { Fold } from './parts';
import classes from './properties.module.css';

type Set = (changes: object) => Result<unknown, string>;

/** A text that names something of the dataset is chosen from what it has. */
const asChoice = (field: Field, choices: readonly string[]): Field =>
  choices.length === 0 ? field : { ...field, kind: 'choice', choices };

/** What each Input takes and each output learns, where there are several; a network with one of each needs none of it. */
export function OutputsForm({ set }: { readonly set: Set }) {
  const { inputs, outputs } = useCheck();
  const { training } = useDocument(state => state.project);
  const several = outputs.length > 1 || inputs.length > 1 || (training.outputs?.length ?? 0) > 0;
  if (!several) return null;
  const state = [count(inputs.length, 'Input'), count(outputs.length, 'output')].join(', ');
  return (
    <Fold title="Inputs and outputs" state={state} opened>
      {inputs.length > 1 && inputs.map(end => <InputFields key={end.node} end={end} set={set} />)}
      {outputs.map(end => (
        <OutputFields key={end.node} end={end} set={set} />
      ))}
      <p className={classes.note}>The loss of the network is the sum of its outputs' losses, each times its weight.</p>
    </Fold>
  );
}

const count = (number: number, thing: string) => `${number} ${thing}${number === 1 ? '' : 's'}`;

function InputFields({ end, set }: { readonly end: InputEnd; readonly set: Set }) {
  const info = useDatasetInfo(state => state.info);
  const inputs = useDocument(state => state.project.training.inputs);
  const own = inputs?.find(({ node }) => node === end.node);
  const names = info ? inputsOf(info).map(({ name }) => name) : [];
  return (
    <>
      <h4 className={classes.subheading}>{end.node}</h4>
      {fieldsOfSchema(InputSettings)
        .filter(({ name }) => name === 'input')
        .map(field => (
          <FieldControl
            key={field.name}
            field={asChoice(field, names)}
            value={own?.input ?? end.input?.name}
            isSet={own !== undefined}
            onChange={value =>
              set({ inputs: changeInput(inputs, end.node, typeof value === 'string' && value ? value : undefined) })
            }
          />
        ))}
    </>
  );
}

function OutputFields({ end, set }: { readonly end: OutputEnd; readonly set: Set }) {
  const info = useDatasetInfo(state => state.info);
  const outputs = useDocument(state => state.project.training.outputs);
  const own = outputs?.find(({ node }) => node === end.node);
  const used: Readonly<Record<string, ParamValue | undefined>> = {
    target: end.target?.name,
    loss: end.loss,
    weight: end.weight,
    ...own,
  };
  const setOne = ({ name, initial }: Field, value: ParamValue | undefined) =>
    set({ outputs: changeOutput(outputs, end.node, { [name]: value === '' ? undefined : (value ?? initial) }) });
  return (
    <>
      <h4 className={classes.subheading}>{end.node}</h4>
      {fieldsOfSchema(OutputSettings)
        .filter(({ name }) => name !== 'node')
        .map(field => (
          <FieldControl
            key={field.name}
            field={
              field.name === 'target' ? asChoice(field, info ? targetsOf(info).map(({ name }) => name) : []) : field
            }
            value={used[field.name]}
            isSet={own !== undefined && Object.hasOwn(own, field.name)}
            onChange={value => setOne(field, value)}
          />
        ))}
    </>
  );
}
