/**
 * Reads something once for those who ask for it one after another: the latest answer is kept, until another one is asked for or
 * the files behind it change.
 * @param keyOf changes whenever the answer may
 */
export function keepLatest<Input, Output>(
  keyOf: (input: Input) => Promise<string>,
  read: (input: Input) => Promise<Output>,
): (input: Input) => Promise<Output> {
  let latest: { readonly key: string; readonly output: Promise<Output> } | null = null;
  return async input => {
    const key = await keyOf(input);
    if (latest?.key !== key) {
      // Room for the new one first: two at once would be twice the memory.
      latest = null;
      const output = read(input);
      latest = { key, output };
      output.catch(() => {
        if (latest?.output === output) latest = null;
      });
    }
    return latest.output;
  };
}
