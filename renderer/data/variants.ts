import { z } from 'zod';
import { type Field, fieldsOf } from '../properties/fields';

/** One of the forms that a value may take, told apart by the constant in one of its properties. */
export interface Variant {
  readonly tag: string;
  readonly fields: readonly Field[];
}

export interface Union {
  readonly title: string;
  readonly description: string | undefined;
  /** The property that tells which it is. */
  readonly by: string;
  readonly variants: readonly Variant[];
}

const UnionSchema = z.object({
  title: z.string().default(''),
  description: z.string().optional(),
  oneOf: z.array(z.object({ properties: z.record(z.string(), z.unknown()) })),
});
const Tag = z.object({ const: z.string() });

/** The variants of a discriminated union's JSON Schema; `null` where it is none. */
export function unionOf(jsonSchema: unknown): Union | null {
  const parsed = UnionSchema.safeParse(jsonSchema);
  if (!parsed.success) return null;
  const { title, description, oneOf } = parsed.data;
  const by = Object.keys(oneOf[0]?.properties ?? {}).find(name => Tag.safeParse(oneOf[0]?.properties[name]).success);
  if (by === undefined) return null;
  const variants = oneOf.flatMap(variant => {
    const tag = Tag.safeParse(variant.properties[by]);
    return tag.success ? [{ tag: tag.data.const, fields: fieldsOf(variant) }] : [];
  });
  return { title, description, by, variants };
}
