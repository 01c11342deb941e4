/** What the exit code of a command tells a script. */
export const EXIT = {
  done: 0,
  /** Something that was given is wrong: a file, a run, a place that can't be written. */
  problem: 1,
  /** The words on the command line are. */
  usage: 2,
  /** The engine, or Receptive itself, failed. */
  engine: 3,
  /** Ended by Ctrl+C, as shells count it: 128 + SIGINT. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
