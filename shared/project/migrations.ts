interface Migration {
  /** The version that `up` leads to. */
  readonly to: number;
  readonly up: (old: Record<string, unknown>) => Record<string, unknown>;
}

/** One step a version, from 2 on, in order: a file of version n goes through all steps that lead beyond n. */
export const migrations: readonly Migration[] = [];
