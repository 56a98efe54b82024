import type { z } from "zod";
import { AppError } from "#lib/platform/errors";
import { fieldErrors } from "../../../_edge/run-action";
import { readCapped } from "./read-capped";

/**
 * A JSON body of at most so many bytes, as its contract says.
 *
 * @throws AppError `document_too_large`, or `invalid_request` with a pointer to each thing that is wrong
 */
export async function parseJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  bytesMax: number,
): Promise<z.output<Schema>> {
  const text = (await readCapped(request, bytesMax)).toString("utf8");
  const parsed = schema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new AppError("invalid_request", "The body is not what this address takes.", {
    errors: fieldErrors(parsed.error),
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
