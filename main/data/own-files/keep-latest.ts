import type { LoadContext } from '../define';
import { ReadingStopped } from './reading';

/**
 * Reads something once for those who ask for it one after another: the latest answer is kept, until another one is asked for or
 * the files behind it change. Where the one who began turns away, another one who waits begins anew.
 * @param keyOf changes whenever the answer may
 */
export function keepLatest<Input, Output>(
  keyOf: (input: Input) => Promise<string>,
  read: (input: Input, context?: LoadContext) => Promise<Output>,
): (input: Input, context?: LoadContext) => Promise<Output> {
  let latest: { readonly key: string; readonly output: Promise<Output> } | null = null;
  const begin = (key: string, input: Input, context?: LoadContext): Promise<Output> => {
    // Room for the new one first: two at once would be twice the memory.
    latest = null;
    const output = read(input, context);
    latest = { key, output };
    output.catch(() => {
      if (latest?.output === output) latest = null;
    });
    return output;
  };
  return async (input, context) => {
    for (;;) {
      const key = await keyOf(input);
      try {
        return await (latest?.key === key ? latest.output : begin(key, input, context));
      } catch (cause) {
        if (!(cause instanceof ReadingStopped) || context?.signal.aborted) throw cause;
      }
    }
  };
}
