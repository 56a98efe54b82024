import type { z } from "zod";
import type { FieldError } from "#lib/platform/errors";
import { type ApplicationData, applicationData, type SectionName, sectionSchemas } from "./contract";
import { fieldErrors, plainWords } from "./field-errors";

export type Checked<T> = { ok: true; data: T } | { ok: false; errors: readonly FieldError[] };

/** Checks a whole application: as submitted, imported or given to `screen`. Never throws. */
export function checkApplication(value: unknown): Checked<ApplicationData> {
  const parsed = applicationData.safeParse(value, { error: plainWords });
  return parsed.success ? { ok: true, data: parsed.data } : { ok: false, errors: fieldErrors(parsed.error) };
}

/** Checks one section of a draft; pointers start with the section, `/deployment/mode`. Never throws. */
export function checkSection<N extends SectionName>(name: N, value: unknown): Checked<ApplicationData[N]> {
  const schema: z.ZodType<unknown> = sectionSchemas[name];
  const parsed = schema.safeParse(value, { error: plainWords });
  return parsed.success
    ? // The schema of this very section gave the data; TypeScript cannot follow an index into a union.
      { ok: true, data: parsed.data as ApplicationData[N] }
    : { ok: false, errors: fieldErrors(parsed.error, [name]) };
}
