/** One probability for each class: a network with a single output tells only that of the second of two classes. */
export function probabilities(outputs: readonly number[], classes: number): readonly number[] {
  const [second] = outputs;
  return outputs.length === 1 && classes === 2 && second !== undefined ? [1 - second, second] : outputs;
}
