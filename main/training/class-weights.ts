/**
 * Weights with which every class counts the same in the loss, however many samples it has: n / (classes · samples of the class).
 * @param labels class numbers from 0
 */
export function balancedClassWeights(labels: ArrayLike<number>, classes: number): Float32Array {
  const counts = new Float64Array(classes);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] ?? 0;
    counts[label] = (counts[label] ?? 0) + 1;
  }
  // A class without samples is never looked up.
  return Float32Array.from(counts, count => (count === 0 ? 0 : labels.length / (classes * count)));
}
