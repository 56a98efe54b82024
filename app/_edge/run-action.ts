import type { z } from "zod";
import type { Actor } from "#lib/identity/actor";
import { AppError, ERROR_CODES, type FieldError } from "#lib/platform/errors";
import { log } from "#lib/platform/log";
import { currentActor } from "./current-actor";
import type { FormState } from "./form-state";
import { readForm, withoutSecrets } from "./read-form";

/**
 * What every server action is: find out who acts, read the form by a strict schema, run one verb, and turn its
 * refusal into form state. Anything that is not a refusal is logged and thrown on to the error page.
 *
 * Next compares Origin and Host of every server action before it comes here.
 */
export async function runAction<Schema extends z.ZodType, Value>(
  schema: Schema,
  form: FormData,
  verb: (input: z.output<Schema>, actor: Actor) => Promise<Value>,
): Promise<FormState<Value>> {
  return runPublicAction(schema, form, async (input) => {
    const actor = await currentActor();
    if (actor === null) {
      throw new AppError(
        "sign_in_required",
        "Your session has ended. Sign in in another tab, then send this again.",
      );
    }
    return verb(input, actor);
  });
}

/** The same for the few forms that need no account, such as signing up. */
export async function runPublicAction<Schema extends z.ZodType, Value>(
  schema: Schema,
  form: FormData,
  verb: (input: z.output<Schema>) => Promise<Value>,
): Promise<FormState<Value>> {
  const values = readForm(form);
  const parsed = schema.safeParse(values);
  const kept = withoutSecrets(values);
  if (!parsed.success) {
    return {
      status: "refused",
      code: "invalid_request",
      message: "Please look at the marked fields.",
      errors: fieldErrors(parsed.error),
      values: kept,
    };
  }
  try {
    return { status: "ok", value: await verb(parsed.data) };
  } catch (error) {
    if (!(error instanceof AppError)) {
      log.error({ err: error }, "an action failed");
      throw error;
    }
    return {
      status: "refused",
      code: error.code,
      message: error.detail === "" ? ERROR_CODES[error.code].title : error.detail,
      errors: error.extras.errors ?? [],
      values: kept,
    };
  }
}

/** Zod's issues as RFC 6901 pointers; a key that the schema does not know is named. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) => {
    const pointer = issue.path.map((part) => `/${token(part)}`).join("");
    if (issue.code !== "unrecognized_keys") return [{ pointer, message: issue.message }];
    return issue.keys.map((key) => ({
      pointer: `${pointer}/${token(key)}`,
      message: "is not a field of this form",
    }));
  });
}

/** A reference token of RFC 6901, §3. */
function token(part: PropertyKey): string {
  return String(part).replaceAll("~", "~0").replaceAll("/", "~1");
}
