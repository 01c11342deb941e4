import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const Answer = z.object({ milliseconds: z.array(z.number()) });

/** A process of its own that trains one network; it waits while another one is measured. */
export interface Contender {
  readonly name: string;
  /** The time of each of so many steps, in milliseconds, the reading of the loss included. */
  steps(count: number): Promise<readonly number[]>;
  end(): Promise<void>;
}

/** Starts a contender: a program that answers each line, a number of steps, with a line of JSON. */
export function startContender(
  name: string,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Contender {
  const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'exit');
  return {
    name,
    async steps(count) {
      child.stdin.write(`${count}\n`);
      const line = await Promise.race([once(lines, 'line'), ended.then(([code]) => `ended with ${code}`)]);
      if (!Array.isArray(line)) throw new Error(`${name} ${line}`);
      return Answer.parse(JSON.parse(String(line[0]))).milliseconds;
    },
    async end() {
      child.stdin.end();
      await ended;
    },
  };
}

/** A contender's own side, in Node: answers each line until there is none. */
export async function answerSteps(step: () => void | Promise<void>): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const milliseconds: number[] = [];
    for (let i = 0; i < Number(line); i++) {
      const began = performance.now();
      await step();
      milliseconds.push(performance.now() - began);
    }
    process.stdout.write(`${JSON.stringify({ milliseconds })}\n`);
  }
}
