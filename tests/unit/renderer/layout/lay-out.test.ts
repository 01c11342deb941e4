import { expect, test } from 'vitest';
import { LayoutThread, type Network, type StartThread } from '#renderer/layout/lay-out';
import { layeredLayout } from '#shared/layout/layered-layout';
import { lenet5 } from '#shared/templates/lenet-5';
import { mnistCnn } from '#shared/templates/mnist-cnn';

/** Threads that answer, or fail, when they are told to. */
class Threads {
  readonly started: { readonly asked: Network[]; ended: boolean; answer(): void; fail(): void }[] = [];

  readonly start: StartThread = (answered, fail) => {
    const asked: Network[] = [];
    const answer = () => answered(layeredLayout(asked.at(-1)?.graph ?? { nodes: [], edges: [] }, asked.at(-1)?.groups));
    const thread = { asked, ended: false, answer, fail };
    this.started.push(thread);
    return {
      postMessage: (network: Network) => asked.push(network),
      terminate() {
        thread.ended = true;
      },
    };
  };
}

test('the thread is kept for the next graph', async () => {
  const threads = new Threads();
  const layout = new LayoutThread(threads.start);
  for (const { graph } of [lenet5, mnistCnn]) {
    const laidOut = layout.layOut({ graph: graph() });
    threads.started[0]?.answer();
    expect(await laidOut).toEqual(layeredLayout(graph()));
  }
  expect(threads.started).toHaveLength(1);
});

test('a new graph cancels the one before, and its thread', async () => {
  const threads = new Threads();
  const layout = new LayoutThread(threads.start);
  const first = layout.layOut({ graph: lenet5.graph() });
  const second = layout.layOut({ graph: mnistCnn.graph() });
  expect(await first).toBeNull();
  expect(threads.started.map(({ ended }) => ended)).toEqual([true, false]);
  threads.started[1]?.answer();
  expect(await second).toEqual(layeredLayout(mnistCnn.graph()));
});

test('without a thread the page does the work, with the same result', async () => {
  let starts = 0;
  const thread = new LayoutThread(() => {
    starts++;
    throw new Error('not allowed');
  });
  expect(await thread.layOut({ graph: lenet5.graph() })).toEqual(layeredLayout(lenet5.graph()));
  expect(await thread.layOut({ graph: mnistCnn.graph() })).toEqual(layeredLayout(mnistCnn.graph()));
  expect(starts).toBe(1);
});

test('a thread whose file does not load is given up', async () => {
  const threads = new Threads();
  const layout = new LayoutThread(threads.start);
  const laidOut = layout.layOut({ graph: lenet5.graph() });
  threads.started[0]?.fail();
  expect(await laidOut).toEqual(layeredLayout(lenet5.graph()));
  expect(threads.started[0]?.ended).toBe(true);
});
