/**
 * Mean and deviation (of the population) of each channel, from values that come in parts: each part's own are merged by Chan,
 * Golub and LeVeque's formula ("Updating Formulae and a Pairwise Algorithm for Computing Sample Variances", 1979), which loses no
 * digits where the mean is large. A channel that never varies has the deviation 1.
 */
export class ChannelStatistics {
  readonly #channels: number;
  readonly #mean: Float64Array;
  readonly #squares: Float64Array;
  #count = 0;

  constructor(channels: number) {
    this.#channels = channels;
    this.#mean = new Float64Array(channels);
    this.#squares = new Float64Array(channels);
  }

  /** @param values of whole pixels, the channels of each side by side */
  add(values: Float32Array): void {
    const channels = this.#channels;
    const count = values.length / channels;
    if (count === 0) return;
    const mean = new Float64Array(channels);
    const squares = new Float64Array(channels);
    for (let i = 0; i < values.length; i++) mean[i % channels] = (mean[i % channels] ?? 0) + (values[i] ?? 0) / count;
    for (let i = 0; i < values.length; i++) {
      const off = (values[i] ?? 0) - (mean[i % channels] ?? 0);
      squares[i % channels] = (squares[i % channels] ?? 0) + off * off;
    }
    const total = this.#count + count;
    for (let channel = 0; channel < channels; channel++) {
      const off = (mean[channel] ?? 0) - (this.#mean[channel] ?? 0);
      this.#mean[channel] = (this.#mean[channel] ?? 0) + (off * count) / total;
      this.#squares[channel] =
        (this.#squares[channel] ?? 0) + (squares[channel] ?? 0) + (off * off * this.#count * count) / total;
    }
    this.#count = total;
  }

  result(): { readonly mean: readonly number[]; readonly deviation: readonly number[] } {
    const deviation = [...this.#squares].map(squares => Math.sqrt(squares / Math.max(1, this.#count)) || 1);
    return { mean: [...this.#mean], deviation };
  }
}
