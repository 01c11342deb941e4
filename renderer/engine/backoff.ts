const FIRST_MS = 250;
const LONGEST_MS = 5000;

/** How long to wait before the next try after `attempt` failures in a row (from 1): doubling from 0.25 s up to 5 s. */
export const backoffMs = (attempt: number): number => Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
