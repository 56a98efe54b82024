import type { z } from "zod";
import type { FieldError } from "#lib/platform/errors";
import { type ApplicationData, applicationData, type SectionName, sectionSchemas } from "./contract";

export type Checked<T> = { ok: true; data: T } | { ok: false; errors: readonly FieldError[] };

/** RFC 6901 pointer: `/deployment/sites/0/region`; "" is the whole. */
function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

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

/** What to say where a field has no words of its own: a section that is missing, a list that is too long. */
const fallback: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "invalid_type" && issue.expected === "object") return "A group of fields is needed here";
  if (issue.code === "too_big") return `At most ${issue.maximum}`;
  return undefined;
};

/** Checks a whole application: as submitted, imported or given to `screen`. Never throws. */
export function checkApplication(value: unknown): Checked<ApplicationData> {
  const parsed = applicationData.safeParse(value, { error: fallback });
  return parsed.success ? { ok: true, data: parsed.data } : { ok: false, errors: fieldErrors(parsed.error) };
}

/** Checks one section of a draft; pointers start with the section, `/deployment/mode`. Never throws. */
export function checkSection<N extends SectionName>(name: N, value: unknown): Checked<ApplicationData[N]> {
  const schema: z.ZodType<unknown> = sectionSchemas[name];
  const parsed = schema.safeParse(value, { error: fallback });
  return parsed.success
    ? // The schema of this very section gave the data; TypeScript cannot follow an index into a union.
      { ok: true, data: parsed.data as ApplicationData[N] }
    : { ok: false, errors: fieldErrors(parsed.error, [name]) };
}
