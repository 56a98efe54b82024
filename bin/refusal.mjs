/** Something that whoever runs the command can put right; its message is the whole answer, without a stack. */
export class Refusal extends Error {
  name = "Refusal";
}

/**
 * Ends the process over an error: a refusal in its own words, a bug with its stack.
 *
 * @param {unknown} error
 * @returns {never}
 */
export function giveUp(error) {
  const isRefusal = error instanceof Error && error.name === "Refusal";
  process.stderr.write(`\n${isRefusal ? error.message : (error?.stack ?? String(error))}\n`);
  process.exit(1);
}
