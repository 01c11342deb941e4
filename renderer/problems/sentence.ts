import { describeProblem } from '#shared/problems/describe';
import type { Problem } from '#shared/problems/problem';

/** A problem as a sentence of its own, with its first letter large and a full stop. */
export function sentence({ cause }: Problem): string {
  const text = describeProblem(cause);
  // A parameter's or loss's name must be written as it is.
  const named = cause.code === 'param/invalid' || /^[a-z]+[A-Z_]/.test(text);
  const keep = named ? text : text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(keep) ? keep : `${keep}.`;
}
