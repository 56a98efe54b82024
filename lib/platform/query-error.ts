/**
 * An error of the database client without the values of its query. A call that the client refuses repeats all that
 * it was given, passwords' hashes and addresses included, and errors end in logs. Its last paragraph says what is
 * wrong and names no value.
 */
export function withoutValues(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== "PrismaClientValidationError") return error;
  const said = error.message.split("\n\n").at(-1)?.trim() ?? "";
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? [];
  error.message = `The database client refused a call: ${said}`;
  error.stack = [`${error.name}: ${error.message}`, ...frames].join("\n");
  return error;
}
