/** More than anyone trains for; a run that is to end when its user says so has this many. */
export const MAX_EPOCHS = 100_000;
