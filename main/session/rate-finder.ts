import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Project } from '#shared/project/project';
import type { EngineError } from '#shared/protocol/errors';
import type { EngineEvent } from '#shared/protocol/events';
import type { EngineHandlers } from '#shared/protocol/requests';
import { err, ok, type Result } from '#shared/result';
import {
  hasDiverged,
  nextRatePoint,
  RATE_RANGE,
  type RatePoint,
  type RateSuggestion,
  rateOfStep,
  suggestRates,
} from '#shared/training/rate-range';
import type { Network } from '../inspect/network';
import type { NamedTensor } from '../model/trained-model';
import { Feed } from './feed';
import { type RateSteps, rateSteps } from './rate-steps';
import type { Session } from './session';
import { checkRun, type StartDeps } from './start-run';

interface RateFinderDeps extends StartDeps {
  readonly session: Session;
  readonly network: () => Network | null;
  readonly emit: (event: EngineEvent) => void;
}

type Curve = { readonly points: RatePoint[]; readonly suggestion: RateSuggestion };
type Wish = Parameters<EngineHandlers['rate.find']>[0];

/** No more than ten events a second; in milliseconds. */
const EVENT_INTERVAL = 100;

/**
 * Runs learning rate range tests, one at a time. A test has a network, an optimizer and an order of samples of its own, so that
 * the network at hand, and every run before and after it, are what they would be without it.
 */
export class RateFinder {
  readonly #deps: RateFinderDeps;
  #abort = new AbortController();
  #finished: Promise<unknown> = Promise.resolve();

  constructor(deps: RateFinderDeps) {
    this.#deps = deps;
  }

  /** Ends the test in progress, if any, and waits until its memory is free. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#finished;
  }

  /** A new wish ends the test before it; a run that begins does so, too. */
  find(wish: Wish): Promise<Result<Curve, EngineError>> {
    const before = this.#finished;
    this.#abort.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const finding = before.then(() => this.#find(wish, abort.signal));
    // Whoever waits for the end does not want the reason.
    this.#finished = finding.catch(() => undefined);
    return finding;
  }

  async #find({ project, network }: Wish, signal: AbortSignal): Promise<Result<Curve, EngineError>> {
    const { inProgress } = this.#deps.session;
    if (inProgress !== null) return err({ code: 'session/busy', run: inProgress });
    const started = network === 'untrained' ? ok({ project, weights: null }) : await this.#current(project);
    if (!started.ok) return started;
    const checked = await checkRun(started.value.project, this.#deps);
    if (!checked.ok) return checked;
    const { tf } = checked.value.runtime;
    const data = await this.#deps.datasets.load(started.value.project.data, { signal, report: () => undefined });
    if (!data.ok) return data;
    if (signal.aborted) return err({ code: 'cancelled' });
    const steps = await rateSteps(tf, started.value.project, data.value, started.value.weights);
    try {
      return await this.#run(steps, signal);
    } finally {
      steps.dispose();
    }
  }

  async #run(steps: RateSteps, signal: AbortSignal): Promise<Result<Curve, EngineError>> {
    const points: RatePoint[] = [];
    const feed = new Feed<RatePoint>(EVENT_INTERVAL, fresh =>
      this.#deps.emit({ name: 'rate.points', payload: { points: [...fresh] } }),
    );
    while (points.length < RATE_RANGE.steps) {
      await nextTurn();
      if (signal.aborted) return err({ code: 'cancelled' });
      const loss = await steps.run(rateOfStep(points.length));
      // What follows a loss that is no number can't be drawn.
      if (!Number.isFinite(loss)) break;
      const point = nextRatePoint(points, loss);
      points.push(point);
      feed.push(point);
      if (hasDiverged(points)) break;
    }
    feed.flush();
    return ok({ points, suggestion: suggestRates(points) });
  }

  /** The network at hand with the project's training; it is left as it is. */
  async #current(
    project: Project,
  ): Promise<Result<{ readonly project: Project; readonly weights: NamedTensor[] }, EngineError>> {
    const network = this.#deps.network();
    if (!network) return err({ code: 'model/none' });
    network.sync();
    const weights = await network.model.read();
    const { training } = project;
    return ok({ project: { ...network.project, training: { ...training, stages: [] } }, weights });
  }
}
