/** A stream of pseudo-random numbers: the same seeds give the same stream on every machine. */
export interface Random {
  /** 32 random bits, as an integer from 0 to 2^32 - 1. */
  bits(): number;
  /** Uniform in [0, 1), with 24 random bits, so that the number is exact in float32. */
  uniform(): number;
  /** Uniform among 0, 1, …, `below` - 1; `below` is at most 2^32. */
  integer(below: number): number;
  /** Normal with mean 0 and deviation 1. */
  normal(): number;
}

/**
 * xoshiro128** (Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", 2018, arXiv:1805.01407), its state filled
 * from the seeds by a splitmix32.
 * @param seeds what this stream belongs to: numbers (their low 32 bits count) and names
 */
export function createRandom(...seeds: readonly (number | string)[]): Random {
  let mixed = hashSeeds(seeds);
  const nextState = (): number => {
    mixed = (mixed + 0x9e3779b9) | 0;
    return scramble(mixed);
  };
  let a = nextState();
  let b = nextState();
  let c = nextState();
  let d = nextState();

  const bits = (): number => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result >>> 0;
  };
  const uniform = (): number => (bits() >>> 8) / 0x1000000;
  return {
    bits,
    uniform,
    integer(below) {
      // Values beyond the last whole multiple of `below` are drawn again: a plain remainder would favour small numbers.
      const limit = 0x100000000 - (0x100000000 % below);
      for (;;) {
        const value = bits();
        if (value < limit) return value % below;
      }
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}

/** One 32-bit number (as a signed integer) from several seeds, in which every bit of each matters. */
export function hashSeeds(seeds: readonly (number | string)[]): number {
  let hash = 0x243f6a88;
  const add = (value: number): void => {
    hash = scramble(hash ^ value);
  };
  for (const seed of seeds) {
    if (typeof seed === 'number') add(seed | 0);
    else for (let i = 0; i < seed.length; i++) add(seed.charCodeAt(i));
    add(typeof seed === 'number' ? 1 : 2);
  }
  return hash;
}

/** A permutation of 32-bit numbers that spreads each bit over all (the finalizer of MurmurHash3). */
function scramble(value: number): number {
  let x = value ^ (value >>> 16);
  x = Math.imul(x, 0x85ebca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/** The numbers 0 to `count` - 1 in random order (Fisher and Yates). */
export function shuffledIndices(count: number, random: Random): Uint32Array {
  const indices = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    const moved = indices[last] ?? 0;
    indices[last] = indices[other] ?? 0;
    indices[other] = moved;
  }
  return indices;
}
