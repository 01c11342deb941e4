import { err, ok, type Result } from '#shared/result';
import { evaluate } from './expression';
import type { ListField, NumberField, PairField } from './fields';

type Range = PairField['item'];

function inRange(value: number, range: Range): Result<number, string> {
  const { integer, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = range;
  if (integer && !Number.isInteger(value)) return err('must be a whole number');
  if (minimum !== undefined && value < minimum) return err(`must be at least ${minimum}`);
  if (maximum !== undefined && value > maximum) return err(`must be at most ${maximum}`);
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return err(`must be more than ${exclusiveMinimum}`);
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) return err(`must be less than ${exclusiveMaximum}`);
  return ok(value);
}

/** A number as typed, or a sum such as `64*2`; the message says what is wrong with it. */
export function parseNumber(text: string, range: Range | NumberField): Result<number, string> {
  const value = evaluate(text);
  return value === null ? err('must be a number, or a sum such as 64*2') : inRange(value, range);
}

/** Numbers separated by commas, spaces or ×. */
export function parseList(text: string, { item, fewest, most }: ListField): Result<number[], string> {
  const parts = text.split(/[,;×\sx]+/).filter(part => part !== '');
  if (parts.length < fewest) return err(fewest === 1 ? 'needs a number' : `needs at least ${fewest} numbers`);
  if (parts.length > most) return err(`takes at most ${most} numbers`);
  const values: number[] = [];
  for (const part of parts) {
    const parsed = parseNumber(part, item);
    if (!parsed.ok) return err(`"${part}" ${parsed.error}`);
    values.push(parsed.value);
  }
  return ok(values);
}
