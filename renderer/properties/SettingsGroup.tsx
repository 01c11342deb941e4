import type { z } from 'zod';
import type { Result } from '#shared/result';
import { outputMonitors } from '#shared/training/monitor';
import type { TrainingSettings } from '#shared/training/settings';
import { useCheck } from '../document/check';
import type { ParamValue } from '../document/command';
import { useDocument } from '../document/store';
import { FieldControl } from './FieldControl';
import { type Field, fieldsOfSchema } from './fields';

/** The groups within the training settings that are forms of their own. */
export type GroupName = 'earlyStopping' | 'reduceOnPlateau' | 'weightAverage';

interface Props {
  readonly name: GroupName;
  readonly schema: z.ZodType;
  readonly training: TrainingSettings;
  /** Sets some of the training settings, or says why not. */
  readonly set: (changes: object) => Result<unknown, string>;
  /** Which fields there are now. */
  readonly shows?: (field: string) => boolean;
}

/** What can be monitored where there are several outputs. */
const withMonitors = (field: Field, further: readonly string[]): Field =>
  field.kind === 'choice' && field.name === 'monitor' ? { ...field, choices: [...field.choices, ...further] } : field;

/** A group of the training settings as a form. */
export function SettingsGroup({ name, schema, training, set, shows = () => true }: Props) {
  const values: Readonly<Record<string, ParamValue>> = { ...training[name] };
  const setOne = (field: Field, value: ParamValue | undefined) =>
    set({ [name]: { ...useDocument.getState().project.training[name], [field.name]: value ?? field.initial } });
  const { outputs } = useCheck();
  const further = outputMonitors(outputs.map(({ node }) => node));
  return fieldsOfSchema(schema)
    .filter(field => shows(field.name))
    .map(field => withMonitors(field, further))
    .map(field => (
      <FieldControl
        key={field.name}
        field={field}
        value={values[field.name]}
        isSet
        onChange={value => setOne(field, value)}
      />
    ));
}
