/**
 * The value after the first `name`.
 *
 * @param {readonly string[]} given
 * @param {string} name
 * @returns {string | undefined}
 */
export function argumentOf(given, name) {
  const at = given.indexOf(name);
  return at < 0 ? undefined : given[at + 1];
}

/**
 * The values after each `name`.
 *
 * @param {readonly string[]} given
 * @param {string} name
 * @returns {string[]}
 */
export function argumentsOf(given, name) {
  return given.flatMap((word, at) => (word === name ? [given[at + 1]] : []));
}
