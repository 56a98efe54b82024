import type { z } from "zod";
import type { FieldError } from "#lib/platform/errors";

/** What is wrong, one entry for each field, in the order of the fields; an unknown key is named by its own pointer. */
export function fieldErrors(error: z.ZodError, under: readonly PropertyKey[] = []): FieldError[] {
  return error.issues.flatMap((issue) => {
    const path = [...under, ...issue.path];
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        pointer: pointer([...path, key]),
        message: "Take it out: no such field is known here",
      }));
    }
    return [{ pointer: pointer(path), message: issue.message }];
  });
}

/** RFC 6901 pointer: `/deployment/sites/0/region`; "" is the whole. */
function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** What to say where a field has no words of its own: a section that is missing, a list that is too long. */
export const plainWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "invalid_type" && issue.expected === "object") return "A group of fields is needed here";
  if (issue.code === "too_big") return `At most ${issue.maximum}`;
  return undefined;
};
