import { Select } from '@mantine/core';
import { z } from 'zod';
import { Preprocessing } from '#shared/data/preprocessing/preprocessing';
import { err, type Result } from '#shared/result';
import type { ParamValue } from '../document/command';
import { useDocument } from '../document/store';
import { FieldControl } from '../properties/FieldControl';
import { fieldsOf } from '../properties/fields';
import { Row } from '../properties/parts';
import { setData, setDataOnce } from './set-data';
import { type Union, unionOf } from './variants';

const schema = z.toJSONSchema(Preprocessing, { io: 'input' });
const plainFields = fieldsOf(schema);

type Values = Readonly<Record<string, ParamValue>>;

/** What is done to every sample before the network sees it. */
export function PreprocessingForm() {
  const stored = useDocument(state => state.project.data.preprocessing);
  const current: Readonly<Record<string, ParamValue>> = Preprocessing.parse(stored ?? {});
  const set = (changes: Values, once: boolean): Result<unknown, string> => {
    const parsed = Preprocessing.safeParse({ ...useDocument.getState().project.data.preprocessing, ...changes });
    if (!parsed.success) return err(parsed.error.issues[0]?.message ?? 'not valid');
    return (once ? setDataOnce : setData)({ preprocessing: parsed.data });
  };
  return (
    <>
      {Object.entries(schema.properties ?? {}).map(([name, property]) => {
        const union = unionOf(property);
        const field = plainFields.find(candidate => candidate.name === name);
        if (union) {
          return (
            <UnionForm key={name} union={union} value={current[name]} set={(v, once) => set({ [name]: v }, once)} />
          );
        }
        if (!field) return null;
        return (
          <FieldControl
            key={name}
            field={field}
            value={current[name]}
            isSet
            onChange={value => set({ [name]: value ?? field.initial ?? null }, true)}
          />
        );
      })}
    </>
  );
}

const isRecord = (value: unknown): value is Record<string, ParamValue> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface UnionFormProps {
  readonly union: Union;
  readonly value: ParamValue | undefined;
  readonly set: (value: Record<string, ParamValue>, once: boolean) => Result<unknown, string>;
}

/** Which form a value takes, and the settings of that form. */
function UnionForm({ union, value, set }: UnionFormProps) {
  const values = isRecord(value) ? value : {};
  const tag = values[union.by];
  const variant = union.variants.find(candidate => candidate.tag === tag);
  return (
    <>
      <Row title={union.title}>
        <Select
          aria-label={union.title}
          data={union.variants.map(candidate => candidate.tag)}
          value={typeof tag === 'string' ? tag : null}
          onChange={chosen => chosen !== null && set({ [union.by]: chosen }, true)}
        />
      </Row>
      {variant?.fields.map(field => (
        <FieldControl
          key={`${variant.tag} ${field.name}`}
          field={field}
          value={values[field.name] ?? field.initial}
          isSet
          onChange={to => set({ ...values, [field.name]: to ?? field.initial ?? null }, false)}
        />
      ))}
    </>
  );
}
