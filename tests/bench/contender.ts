import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const Answer = z.object({ milliseconds: z.array(z.number()) });

/**
 * What can be asked of a contender: to be ready, the first step with all that comes before it once the program is loaded, further
 * steps, or evaluations.
 */
const Task = z.enum(['ready', 'first', 'step', 'evaluate']);
export type Task = z.infer<typeof Task>;

/** A process of its own that trains one network; it waits while another one is measured. */
export interface Contender {
  readonly name: string;
  /** The time of each of so many, in milliseconds, the reading of the loss included. */
  times(task: Task, count: number): Promise<readonly number[]>;
  end(): Promise<void>;
}

/** Starts a contender: a program that answers each line, a task and how often, with a line of JSON. */
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
    async times(task, count) {
      child.stdin.write(`${task} ${count}\n`);
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

/** A contender's own side, in Node: answers each line until there is none. What it has no work for takes no time. */
export async function answer(works: Partial<Record<Task, () => Promise<void>>>): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const [task, count] = line.split(' ');
    const work: (() => Promise<void>) | undefined = works[Task.parse(task)];
    const milliseconds: number[] = [];
    for (let i = 0; i < Number(count); i++) {
      const began = performance.now();
      if (work) await work();
      milliseconds.push(performance.now() - began);
    }
    process.stdout.write(`${JSON.stringify({ milliseconds })}\n`);
  }
}
