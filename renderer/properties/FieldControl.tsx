import { Select, Switch, TextInput, Tooltip } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useId } from 'react';
import { err, ok, type Result } from '#shared/result';
import type { ParamValue } from '../document/command';
import { useDocument } from '../document/store';
import { ColumnInput } from './ColumnInput';
import { DraftInput } from './DraftInput';
import { type Field, type KindField, kindValue, type ListField, type NumbersField, type PairField } from './fields';
import { PathInput } from './PathInput';
import { parseList, parseNumber } from './parse-field';
import classes from './properties.module.css';
import { useScrub } from './use-scrub';

/** Sets the value, or says why not; `undefined` asks for the default. */
export type SetValue = (value: ParamValue | undefined) => Result<unknown, string>;

interface Valued {
  /** The value in effect: what is set, or the default. */
  readonly value: ParamValue | undefined;
  /** Several nodes are edited, and they differ in it. */
  readonly mixed?: boolean | undefined;
}

const MIXED = 'mixed';
const hint = (mixed: boolean | undefined): string | undefined => (mixed ? MIXED : undefined);

interface Props extends Valued {
  readonly field: Field;
  readonly isSet: boolean;
  readonly onChange: SetValue;
}

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every(item => typeof item === 'number');

function Pair({ field, value, mixed, onChange, id }: { field: PairField; onChange: SetValue; id: string } & Valued) {
  const pair = isNumbers(value) ? value : [];
  const half = (index: 0 | 1, name: string) => (
    <DraftInput
      id={index === 0 ? id : undefined}
      label={`${field.title}, ${name}`}
      text={pair[index] === undefined ? '' : String(pair[index])}
      placeholder={hint(mixed)}
      accept={text => {
        const parsed = parseNumber(text, field.item);
        if (!parsed.ok) return parsed;
        const [first = parsed.value, second = parsed.value] = pair;
        return onChange(index === 0 ? [parsed.value, second] : [first, parsed.value]);
      }}
    />
  );
  return (
    <div className={classes.pair}>
      {half(0, 'height')}
      <span aria-hidden>×</span>
      {half(1, 'width')}
    </div>
  );
}

function List({ field, value, mixed, onChange, id }: { field: ListField; onChange: SetValue; id: string } & Valued) {
  return (
    <DraftInput
      id={id}
      label={field.title}
      text={isNumbers(value) ? value.join(', ') : ''}
      placeholder={hint(mixed)}
      accept={text => {
        const parsed = parseList(text, field);
        return parsed.ok ? onChange(parsed.value) : parsed;
      }}
    />
  );
}

const asObject = (value: ParamValue | undefined): Readonly<Record<string, ParamValue>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};

function Numbers({
  field,
  value,
  mixed,
  onChange,
  id,
}: { field: NumbersField; onChange: SetValue; id: string } & Valued) {
  const set = asObject(value);
  return (
    <div className={classes.numbers}>
      {field.parts.map((part, index) => {
        const now = set[part.name] ?? (mixed ? undefined : part.initial);
        return (
          <div key={part.name} title={part.description}>
            <span aria-hidden>{part.title}</span>
            <DraftInput
              id={index === 0 ? id : undefined}
              label={`${field.title}, ${part.title}`}
              text={now === undefined ? '' : String(now)}
              placeholder={hint(mixed)}
              accept={text => {
                const parsed = parseNumber(text, part);
                return parsed.ok ? onChange({ ...set, [part.name]: parsed.value }) : parsed;
              }}
            />
          </div>
        );
      })}
    </div>
  );
}

/** What it is, and below what belongs to that. */
function Kinds({ field, value, mixed, onChange, id }: { field: KindField; onChange: SetValue; id: string } & Valued) {
  const set = typeof value === 'string' ? { type: value } : asObject(value);
  const chosen = field.kinds.find(({ type }) => type === set.type);
  return (
    <>
      <Select
        id={id}
        aria-label={field.title}
        data={field.kinds.map(({ type }) => type)}
        value={chosen?.type ?? null}
        placeholder={hint(mixed)}
        onChange={type => {
          if (type !== null) onChange(kindValue(field, { type }));
          // What is typed below is a step of its own.
          useDocument.getState().endGesture();
        }}
        searchable={field.kinds.length > 6}
        maxDropdownHeight={320}
      />
      {chosen && chosen.fields.length > 0 && (
        <div className={classes.kind}>
          {chosen.fields.map(part => (
            <div key={`${chosen.type} ${part.name}`} title={helpOf(part)}>
              <span aria-hidden>{part.title}</span>
              <Control
                id={`${id}-${part.name}`}
                field={{ ...part, title: `${field.title}, ${part.title}` }}
                value={set[part.name] ?? part.initial}
                onChange={next => onChange(kindValue(field, { ...set, [part.name]: next ?? part.initial ?? null }))}
              />
            </div>
          ))}
        </div>
      )}
    </>
  );
}

function Control({ field, value, mixed, onChange, id }: Omit<Props, 'isSet'> & { id: string }) {
  switch (field.kind) {
    case 'number':
      return (
        <DraftInput
          id={id}
          label={field.title}
          text={value === undefined || value === null ? '' : String(value)}
          placeholder={hint(mixed) ?? (field.nullable ? 'none' : undefined)}
          accept={text => {
            if (field.nullable && text.trim() === '') return onChange(null);
            const parsed = parseNumber(text, field);
            return parsed.ok ? onChange(parsed.value) : parsed;
          }}
        />
      );
    case 'pair':
      return <Pair field={field} value={value} mixed={mixed} onChange={onChange} id={id} />;
    case 'list':
      return <List field={field} value={value} mixed={mixed} onChange={onChange} id={id} />;
    case 'numbers':
      return <Numbers field={field} value={value} mixed={mixed} onChange={onChange} id={id} />;
    case 'kind':
      return <Kinds field={field} value={value} mixed={mixed} onChange={onChange} id={id} />;
    case 'choice':
      return (
        <Select
          id={id}
          aria-label={field.title}
          data={field.choices}
          value={typeof value === 'string' ? value : null}
          placeholder={hint(mixed)}
          onChange={choice => choice !== null && onChange(choice)}
          searchable={field.choices.length > 6}
          maxDropdownHeight={320}
        />
      );
    case 'switch':
      return (
        <Switch
          id={id}
          aria-label={field.title}
          checked={value === true}
          label={mixed && <span className={classes.mixed}>{MIXED}</span>}
          onChange={event => onChange(event.currentTarget.checked)}
        />
      );
    case 'folder':
    case 'file':
      return (
        <PathInput
          id={id}
          kind={field.kind}
          label={field.title}
          path={typeof value === 'string' ? value : ''}
          accept={onChange}
        />
      );
    case 'column':
      return (
        <ColumnInput id={id} label={field.title} value={typeof value === 'string' ? value : ''} accept={onChange} />
      );
    case 'text':
      return (
        <TextInput
          id={id}
          aria-label={field.title}
          value={typeof value === 'string' ? value : ''}
          onChange={event => onChange(event.currentTarget.value)}
        />
      );
  }
}

/** Long names and paths want the whole width. */
const isWide = (field: Field): boolean =>
  field.kind === 'folder' ||
  field.kind === 'file' ||
  (field.kind === 'choice' && field.choices.some(choice => choice.length > 16));

function text(value: ParamValue | undefined): string {
  if (Array.isArray(value)) return value.join(' × ');
  if (value === null) return 'none';
  return typeof value === 'object' ? Object.values(value).join(', ') : String(value);
}

/** What a field is for, its range where the schema gives one, and its default. */
function helpOf(field: Field): string {
  const parts = field.description ? [field.description] : [];
  if (field.kind === 'number') {
    const { minimum: from = field.exclusiveMinimum, maximum: to = field.exclusiveMaximum } = field;
    if (from !== undefined && to !== undefined) parts.push(`From ${from} to ${to}.`);
  }
  if (field.initial !== undefined && field.kind !== 'switch') parts.push(`Default: ${text(field.initial)}.`);
  return parts.join('\n');
}

/** One row of a form: title, control, and, where the value is not the default, the way back. */
export function FieldControl({ field, value, mixed, isSet, onChange }: Props) {
  const id = useId();
  const scrub = useScrub(field, value, onChange);
  const help = helpOf(field);
  const changed = isSet && field.initial !== undefined && JSON.stringify(value) !== JSON.stringify(field.initial);
  return (
    <div
      className={classes.field}
      data-param={field.name}
      data-wide={isWide(field) || undefined}
      data-changed={changed || undefined}
    >
      <Tooltip label={help} disabled={help === ''} multiline w={240} position="left" className={classes.help}>
        <label className={classes.label} htmlFor={id} {...scrub}>
          {field.title}
          {field.unit && <span className={classes.unit}>{field.unit}</span>}
        </label>
      </Tooltip>
      {changed && (
        <button
          type="button"
          className={classes.reset}
          title={`Reset to ${text(field.initial)}`}
          aria-label={`Reset ${field.title} to ${text(field.initial)}`}
          onClick={() => onChange(undefined)}
        >
          <IconArrowBackUp size={14} />
        </button>
      )}
      <div className={classes.control}>
        <Control field={field} value={value} mixed={mixed} onChange={onChange} id={id} />
      </div>
    </div>
  );
}

/** A document's answer as a field's: only the words count. */
export const asSetValue = <E,>(result: Result<unknown, E>, words: (error: E) => string): Result<unknown, string> =>
  result.ok ? ok(null) : err(words(result.error));
