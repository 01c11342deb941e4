import { z } from 'zod';
import type { ParamValue } from '../document/command';

interface FieldBase {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly unit?: string;
  readonly initial?: ParamValue;
  /** The part of the form that it folds into; absent for what is in sight at once. */
  readonly section?: string;
}
interface Range {
  readonly integer: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}
/** `nullable`: an empty field is a value of its own, `null`. */
export type NumberField = FieldBase & Range & { readonly kind: 'number'; readonly nullable?: boolean };
export type PairField = FieldBase & { readonly kind: 'pair'; readonly item: Range };
export type ListField = FieldBase & {
  readonly kind: 'list';
  readonly item: Range;
  readonly fewest: number;
  readonly most: number;
};
/** An object of numbers. */
export type NumbersField = FieldBase & { readonly kind: 'numbers'; readonly parts: readonly NumberField[] };
/** An object that says what it is by its `type`, each with fields of its own. `named`: what is all default is the name alone. */
export type KindField = FieldBase & {
  readonly kind: 'kind';
  readonly kinds: readonly Kind[];
  readonly named?: boolean;
};
export interface Kind {
  readonly type: string;
  readonly fields: readonly Field[];
}
export type ChoiceField = FieldBase & { readonly kind: 'choice'; readonly choices: readonly string[] };
export type SwitchField = FieldBase & { readonly kind: 'switch' };
export type TextField = FieldBase & { readonly kind: 'text' };
/** The path of a folder or a file on the engine's machine. */
export type PathField = FieldBase & { readonly kind: 'folder' | 'file' };
/** The name of a column of the dataset's file, or several. */
export type ColumnField = FieldBase & { readonly kind: 'column' };

/** One control of a form, read from a schema. */
export type Field =
  | NumberField
  | PairField
  | ListField
  | NumbersField
  | KindField
  | ChoiceField
  | SwitchField
  | TextField
  | PathField
  | ColumnField;

/** The parts of JSON Schema (draft 2020-12) that parameters use. */
const NumberSchema = z.object({
  type: z.enum(['number', 'integer']),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
});
const PropertySchema = z.object({
  type: z.enum(['number', 'integer', 'string', 'boolean', 'array', 'object']).optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  unit: z.string().optional(),
  section: z.string().optional(),
  format: z.string().optional(),
  default: z.json().optional(),
  enum: z.array(z.string()).optional(),
  anyOf: z
    .array(
      z.looseObject({
        enum: z.array(z.string()).optional(),
        pattern: z.string().optional(),
        oneOf: z.array(z.unknown()).optional(),
        type: z.unknown().optional(),
      }),
    )
    .optional(),
  oneOf: z.array(z.unknown()).optional(),
  const: z.json().optional(),
  items: z.unknown().optional(),
  prefixItems: z.array(NumberSchema).optional(),
  minItems: z.int().optional(),
  maxItems: z.int().optional(),
});
const ObjectSchema = z.object({ properties: z.record(z.string(), z.unknown()).default({}) });

const range = (schema: z.output<typeof NumberSchema>): Range => ({ ...schema, integer: schema.type === 'integer' });

/** `kernelSize` as `Kernel size`, for a schema that gives no title. */
const titleOf = (name: string): string => {
  const words = name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`).replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** What a text is, as `format` says it. */
const TEXT_KINDS = ['folder', 'file', 'column'] as const;

function fieldOf(name: string, raw: unknown): Field | null {
  const parsed = PropertySchema.safeParse(raw);
  if (!parsed.success || parsed.data.const !== undefined) return null;
  const { type, title = titleOf(name), description, unit, section, default: initial, ...schema } = parsed.data;
  const base: FieldBase = { name, title, description, unit, initial, section };
  // A choice without a title has a form of its own.
  const orName = schema.anyOf?.find(one => one.oneOf)?.oneOf;
  const ones = parsed.data.title ? (schema.oneOf ?? orName ?? []) : [];
  const kinds = ones.flatMap(one => kindOf(one) ?? []);
  if (kinds.length > 0) return { ...base, kind: 'kind', kinds, ...(orName ? { named: true } : {}) };
  // Of a choice that takes other words as well, the words that are known stand first.
  const choices =
    schema.enum ?? (schema.anyOf?.some(one => one.pattern) ? schema.anyOf.find(one => one.enum)?.enum : undefined);
  if (choices) return { ...base, kind: 'choice', choices };
  if (type === 'boolean') return { ...base, kind: 'switch' };
  if (type === 'string') return { ...base, kind: TEXT_KINDS.find(kind => kind === schema.format) ?? 'text' };
  const numbers = type === 'array' ? arrayField(base, schema) : null;
  if (numbers) return numbers;
  if (type === 'object') {
    const parts = fieldsOf(raw);
    return parts.length > 0 && parts.every(part => part.kind === 'number') ? { ...base, kind: 'numbers', parts } : null;
  }
  return numberField(base, raw, schema.anyOf ?? []);
}

function arrayField(base: FieldBase, schema: Partial<z.output<typeof PropertySchema>>): Field | null {
  const [first] = schema.prefixItems ?? [];
  if (first && schema.prefixItems?.length === 2) return { ...base, kind: 'pair', item: range(first) };
  const item = NumberSchema.safeParse(schema.items);
  if (!item.success) return null;
  return { ...base, kind: 'list', item: range(item.data), fewest: schema.minItems ?? 0, most: schema.maxItems ?? 32 };
}

const KindSchema = z.object({ properties: z.object({ type: z.object({ const: z.string() }) }) });

function kindOf(raw: unknown): Kind | null {
  const parsed = KindSchema.safeParse(raw);
  return parsed.success ? { type: parsed.data.properties.type.const, fields: fieldsOf(raw) } : null;
}

/** What to store of an object that says what it is: its name alone where that is enough. */
export function kindValue({ kinds, named }: KindField, value: Readonly<Record<string, ParamValue>>): ParamValue {
  const fields = kinds.find(({ type }) => type === value.type)?.fields ?? [];
  const isUsual = fields.every(({ name, initial }) => !(name in value) || same(value[name], initial));
  return named && isUsual && typeof value.type === 'string' ? value.type : value;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** @param either the schemas of which one is met: that of a number and that of `null`, where a number may be absent */
function numberField(base: FieldBase, raw: unknown, [given, absent]: readonly { type?: unknown }[]): Field | null {
  const nullable = absent?.type === 'null';
  const number = NumberSchema.safeParse(nullable ? given : raw);
  if (!number.success) return null;
  return { ...base, kind: 'number', ...range(number.data), ...(nullable ? { nullable } : {}) };
}

/** The form that a JSON Schema of an object asks for; what has no control (a constant, an object of more than numbers) is left out. */
export function fieldsOf(jsonSchema: unknown): readonly Field[] {
  const parsed = ObjectSchema.safeParse(jsonSchema);
  if (!parsed.success) return [];
  return Object.entries(parsed.data.properties).flatMap(([name, property]) => fieldOf(name, property) ?? []);
}

const remembered = new WeakMap<z.ZodType, readonly Field[]>();

/** The form that a zod schema asks for. */
export function fieldsOfSchema(schema: z.ZodType): readonly Field[] {
  const known = remembered.get(schema);
  if (known) return known;
  const fields = fieldsOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  remembered.set(schema, fields);
  return fields;
}
