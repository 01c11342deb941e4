import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { batchesOf, type Samples } from '#main/export/parity';
import { repoRoot } from '../../support/repo';

const Loaded = z.object({
  outputs: z.array(z.object({ name: z.string(), shape: z.array(z.int()), values: z.array(z.number()) })),
  penalty: z.number(),
  weights: z.array(z.string()),
  metadata: z.object({ receptive: z.object({ project: z.unknown() }) }),
});
type Loaded = z.infer<typeof Loaded>;
const Answer = z.union([Loaded, z.object({ error: z.string() })]);

/** A process that has tfjs and nothing of Receptive. */
export interface TfjsReader {
  /** Loads a model from a folder below the reader's own and predicts; throws what tfjs throws. One call at a time. */
  load(model: string, samples: Samples): Promise<Loaded>;
  stop(): void;
}

export function startTfjsReader(folder: string): TfjsReader {
  const script = path.join(repoRoot, 'tests/interop/export/tfjs-process.cjs');
  const { stdin, stdout } = spawn(process.execPath, [script, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return {
    async load(model, samples) {
      const inputs = batchesOf(samples).map(({ shape, values }) => ({ shape, values: [...values] }));
      stdin.write(`${JSON.stringify({ model, inputs })}\n`);
      const line = await answers.next();
      if (line.done) throw new Error('tfjs-process.cjs ended without an answer.');
      const answer = Answer.parse(JSON.parse(line.value));
      if ('error' in answer) throw new Error(answer.error);
      return answer;
    },
    stop: () => void stdin.end(),
  };
}
