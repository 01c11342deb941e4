import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MetricPoint, SessionStatus } from '#shared/protocol/session';
import { ensureBuilt } from '../../support/built';
import { type ReceptiveProcess, runReceptiveProcess, startReceptive } from '../../support/receptive-process';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { waitUntil } from '../../support/wait-until';

let folder: TempFolder;
let runs = '';
const at = (name: string) => path.join(folder.path, name);

beforeAll(async () => {
  await ensureBuilt();
  folder = await makeTempFolder('cli');
  runs = at('runs');
  for (const template of ['logistic-regression', 'mnist-cnn']) {
    await runReceptiveProcess(['new', template, '-o', at(`${template}.receptive.json`)]);
  }
}, 300_000);
afterAll(() => folder.remove());

const project = (template: string) => at(`${template}.receptive.json`);

/** Whether a process still exists. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('receptive train', () => {
  let trained: ReceptiveProcess & { readonly code: number | null };
  beforeAll(async () => {
    trained = await runReceptiveProcess([
      ...['train', project('logistic-regression'), '--epochs', '20', '--runs', runs, '--json'],
    ]);
  });

  test('writes one JSON event a line to standard output, and nothing else', () => {
    expect(trained.code).toBe(0);
    const lines = trained.out.map(line => JSON.parse(line) as { event: string });
    expect(new Set(lines.map(({ event }) => event))).toEqual(new Set(['engine', 'status', 'metrics', 'summary']));
    for (const status of trained.events('status')) expect(SessionStatus.safeParse(status).success).toBe(true);
    for (const point of trained.events('metrics')) expect(MetricPoint.safeParse(point).success).toBe(true);
    const steps = trained.events('metrics').map(({ step }) => Number(step));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(trained.err()).toBe('');
  });

  test('ends with a summary; a straight line parts the two moons well', async () => {
    const summary = JSON.parse(trained.out.at(-1) ?? '');
    expect(summary).toEqual({
      event: 'summary',
      state: 'done',
      run: expect.any(String),
      folder: path.join(runs, summary.run),
      device: expect.stringMatching(/CPU|GPU/),
      step: summary.steps,
      steps: expect.any(Number),
      seconds: expect.any(Number),
      dataWait: expect.any(Number),
      best: { monitor: 'val_loss', value: expect.any(Number), epoch: expect.any(Number), step: expect.any(Number) },
      stoppedEarly: false,
      stepKind: expect.stringMatching(/^compiled: .*float32$/),
      metrics: {
        loss: expect.any(Number),
        accuracy: expect.any(Number),
        validationLoss: expect.any(Number),
        validationAccuracy: expect.any(Number),
        validationPrecision: expect.any(Number),
        validationRecall: expect.any(Number),
        validationAuc: expect.any(Number),
        validationMeanAbsoluteError: expect.any(Number),
        validationMeanSquaredError: expect.any(Number),
      },
    });
    expect(summary.metrics.validationAuc).toBeGreaterThan(0.9);
    expect(summary.steps % 20).toBe(0);
    expect(summary.seconds).toBeGreaterThan(0);
    expect(summary.metrics.validationAccuracy).toBeGreaterThan(0.8);
    expect(summary.metrics.loss).toBeLessThan(0.45);
    expect(await readdir(summary.folder)).toEqual(expect.arrayContaining(['project.json', 'metrics.jsonl']));
  });

  test('keeps the run, which `runs` lists and `export` finds by its beginning and as `latest`', async () => {
    const { run } = JSON.parse(trained.out.at(-1) ?? '');
    const listed = await runReceptiveProcess(['runs', '--runs', runs, '--json']);
    expect(JSON.parse(listed.out[0] ?? '').runs).toMatchObject([{ run, state: 'done', hasWeights: true }]);

    for (const [i, words] of [run, run.slice(0, 12), 'latest', path.join(runs, run)].entries()) {
      const file = at(`${i}.keras`);
      const which = i % 2 === 0 ? 'best' : 'last';
      const { code, err, out } = await runReceptiveProcess([
        ...['export', words, '--weights', which, '--runs', runs, '--to', 'keras', '-o', file, '--json'],
      ]);
      expect({ code, err: err() }).toEqual({ code: 0, err: '' });
      expect(JSON.parse(out[0] ?? '')).toMatchObject({ run, weights: which, maxDifference: expect.any(Number) });
      // A .keras file is a zip archive.
      expect((await readFile(file)).subarray(0, 2).toString()).toBe('PK');
    }
  });

  test('a learning rate is found for a project, which stays as it is', async () => {
    const file = project('logistic-regression');
    const before = await readFile(file, 'utf8');
    const { code, out, err } = await runReceptiveProcess(['find-rate', file, '--json']);
    expect({ code, err: err() }).toEqual({ code: 0, err: '' });
    const { points, suggestion } = JSON.parse(out[0] ?? '');
    expect(points.map(({ learningRate }: { learningRate: number }) => learningRate)).toContain(suggestion.steepest);
    expect(await readFile(file, 'utf8')).toBe(before);
    const plain = await runReceptiveProcess(['find-rate', file]);
    expect(plain.out.join('\n')).toMatch(/^Tested \d+ rates, up to \S+\nSuggested learning rate: \S+e\S+ /);
  });

  test('says what it does in plain lines where nobody watches', async () => {
    const { code, out, err } = await runReceptiveProcess([
      ...['train', project('logistic-regression'), '--epochs', '2', '--runs', runs],
    ]);
    expect(code).toBe(0);
    expect(out.join('\n')).toMatch(
      /Run \S+: done after 50 of 50 steps in .*\n.*validation accuracy 0\.\d{4}\nbest: validation loss 0\.\d{4} at epoch [12]\nvalidation: precision 0\..* {2}AUC 0\..*\n(Of its time, .*\n)?Kept in /,
    );
    expect(err()).toMatch(/Epoch 1\/2 {2}loss .*validation accuracy.*\nEpoch 2\/2 {2}loss/);
    expect(err()).not.toContain('\r');
  });
});

describe('receptive train, refused', () => {
  test.each([
    [['train', 'missing.json'], 1, /missing\.json: no such file/],
    [['train', 'missing.json', '--epochs', '0'], 2, /epochs.*whole number/],
    [['train', 'missing.json', '--epochs', 'many'], 2, /epochs.*whole number/],
    [['train'], 2, /missing required argument/],
    [['find-rate', 'missing.json'], 1, /missing\.json: no such file/],
    [['export', 'latest', '--to', 'keras', '-o', 'a.keras', '--weights', 'worst'], 2, /best, last/],
    [['resume', 'nope'], 1, /There is no run "nope"/],
    [['resume', 'nope', '--epochs', '0'], 2, /epochs.*whole number/],
    [['export', 'nope', '--to', 'keras', '-o', 'a.keras'], 1, /There is no run "nope"/],
    [['export', 'latest', '--to', 'keras', '-o', 'a.keras'], 1, /There are no runs in /],
    [['export', 'latest', '--to', 'floppy', '-o', 'a.flp'], 1, /no export format "floppy"; known are keras/],
  ])('receptive %j', async (words, expected, message) => {
    const folderOfRuns =
      words[0] === 'export' || words[0] === 'resume' || words.includes('missing.json') ? ['--runs', at('none')] : [];
    const { code, out, err } = await runReceptiveProcess([...words, ...folderOfRuns]);
    expect({ code, out }).toEqual({ code: expected, out: [] });
    expect(err()).toMatch(message);
  });

  test('a network that cannot be trained, with its node', async () => {
    const broken = JSON.parse(await readFile(project('logistic-regression'), 'utf8'));
    broken.graph.nodes[1].params.units = 3;
    await writeFile(at('broken.json'), JSON.stringify(broken));
    const { code, out, err } = await runReceptiveProcess(['train', at('broken.json'), '--runs', runs, '--json']);
    expect(code).toBe(1);
    expect(err()).toMatch(/broken\.json cannot be trained:\ndense_1: .*expects the output \(None, 1\)/);
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ event: 'error', code: 'project/untrainable' });
  });

  test('a folder of runs that cannot be written', async () => {
    await writeFile(at('file'), '');
    const { code, err } = await runReceptiveProcess([
      ...['train', project('logistic-regression'), '--runs', path.join(at('file'), 'runs')],
    ]);
    expect(code).toBe(1);
    expect(err()).toContain(at('file'));
  });

  test('a loss that is not finite any more, with the step', async () => {
    const wild = JSON.parse(await readFile(project('logistic-regression'), 'utf8'));
    wild.training.loss = 'mean_squared_error';
    wild.training.optimizer = { type: 'sgd', learningRate: 1000 };
    wild.graph.nodes[1].params = { units: 1, activation: 'linear' };
    await writeFile(at('wild.json'), JSON.stringify(wild));
    const { code, out, err } = await runReceptiveProcess(['train', at('wild.json'), '--runs', runs, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out.at(-1) ?? '')).toMatchObject({
      event: 'summary',
      state: 'failed',
      failure: { code: 'train/not-finite', step: expect.any(Number) },
    });
    expect(err()).toMatch(/The loss became \S+ at step \d+/);
  });
});

describe('Ctrl+C', () => {
  const training = async () => {
    const running = startReceptive(['train', project('mnist-cnn'), '--runs', runs, '--json']);
    await running.event('metrics', 90);
    return running;
  };

  test('once: stops after the step, keeps what was learned, and names the run', async () => {
    const running = await training();
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(130);
    const [summary] = running.events('summary');
    expect(summary).toMatchObject({ state: 'stopped', run: expect.any(String) });
    const { code } = await runReceptiveProcess([
      ...['export', String(summary?.run), '--runs', runs, '--to', 'keras', '-o', at('stopped.keras')],
    ]);
    expect(code).toBe(0);
  });

  test('and `resume` goes on from there, in the same run, to its end', async () => {
    const long = ['train', project('logistic-regression'), '--epochs', '100000', '--runs', runs, '--json'];
    const running = startReceptive(long);
    await running.event('metrics', 90);
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(130);
    const { run, step } = running.events('summary')[0] ?? {};
    const epochs = Math.ceil((Number(step) + 1) / 25);
    const resumed = await runReceptiveProcess([
      ...['resume', String(run), '--epochs', String(epochs), '--runs', runs, '--json'],
    ]);
    expect({ code: resumed.code, err: resumed.err() }).toEqual({ code: 0, err: '' });
    expect(resumed.events('resumed')).toEqual([{ event: 'resumed', run, step, damaged: [] }]);
    expect(resumed.events('summary')).toMatchObject([{ state: 'done', run, step: 25 * epochs, steps: 25 * epochs }]);

    const again = await runReceptiveProcess(['resume', String(run), '--runs', runs]);
    expect(again.code).toBe(1);
    expect(again.err()).toContain(`has already been trained for ${epochs} epochs. Ask for a larger number`);
    const more = await runReceptiveProcess([
      ...['resume', String(run), '--epochs', String(epochs + 1), '--runs', runs],
    ]);
    expect(more.code).toBe(0);
    expect(more.err()).toMatch(/Going on with \S+ after step [\d,]+\n.*\nEpoch \d+\/\d+ /s);
    expect(more.out[0]).toMatch(/: done after /);
  });

  test('twice: ends at once, and the engine with it', async () => {
    const running = await training();
    const engine = Number(running.events('engine')[0]?.pid);
    running.child.kill('SIGINT');
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(130);
    await waitUntil('the engine to end', () => !exists(engine), 5);
  });

  test('an engine that is killed is told with its reason, as exit code 3', async () => {
    const running = await training();
    process.kill(Number(running.events('engine')[0]?.pid), 'SIGKILL');
    expect(await running.ended).toBe(3);
    expect(running.err()).toMatch(/The engine has stopped: it was killed.*\(SIGKILL\)/);
    expect(running.events('error')).toMatchObject([{ code: 'engine/gone' }]);
  });
});
