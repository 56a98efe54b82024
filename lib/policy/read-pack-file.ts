import { readFile } from "node:fs/promises";
import type { FieldError } from "#lib/platform/errors";
import { checkPack } from "./check-pack";
import type { PolicyPack } from "./pack";

/** A pack file that cannot be used; `errors` point into it. */
export class PackFileError extends Error {
  override readonly name = "PackFileError";

  constructor(
    readonly path: string,
    reason: string,
    readonly errors: readonly FieldError[] = [],
  ) {
    super(`${path}: ${reason}`);
  }
}

/**
 * Reads and checks a policy pack.
 *
 * @throws PackFileError when the file cannot be read, is not JSON, or is not a pack
 */
export async function readPackFile(path: string): Promise<PolicyPack> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new PackFileError(path, cause instanceof Error ? cause.message : "cannot be read");
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new PackFileError(path, cause instanceof Error ? cause.message : "is not JSON");
  }
  const checked = checkPack(value);
  if (!checked.ok) throw new PackFileError(path, "is not a policy pack", checked.errors);
  return checked.data;
}
