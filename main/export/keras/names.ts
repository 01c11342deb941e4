/** Keras's `to_snake_case`: `MaxPooling2D` becomes `max_pooling2d`. */
const snakeCase = (className: string): string =>
  className
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();

/**
 * The names of the layers' groups in `model.weights.h5`: by class, not by the layers' own names, and numbered from the second on.
 * @param classNames of all layers, in the order of `model.layers`
 */
export function weightGroupNames(classNames: readonly string[]): readonly string[] {
  const used = new Map<string, number>();
  return classNames.map(className => {
    const name = snakeCase(className);
    const count = used.get(name) ?? 0;
    used.set(name, count + 1);
    return count === 0 ? name : `${name}_${count}`;
  });
}
