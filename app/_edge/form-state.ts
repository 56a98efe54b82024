import type { ErrorCode, FieldError } from "#lib/platform/errors";

/** What a form shows after it was sent. A refusal gives back what was typed: nothing entered is lost. */
export type FormState<Value = unknown> =
  | { status: "idle" }
  | { status: "ok"; value: Value }
  | {
      status: "refused";
      code: ErrorCode;
      message: string;
      errors: readonly FieldError[];
      values: Readonly<Record<string, string | readonly string[]>>;
    };

export const IDLE: FormState<never> = { status: "idle" };

/** The message for one field of a refused form; the pointer is `/name`. */
export function fieldError(state: FormState, name: string): string | undefined {
  if (state.status !== "refused") return undefined;
  return state.errors.find(({ pointer }) => pointer === `/${name}` || pointer.startsWith(`/${name}/`))
    ?.message;
}

/** What was typed into one field of a refused form. */
export function typed(state: FormState, name: string): string | undefined {
  if (state.status !== "refused") return undefined;
  const value = state.values[name];
  return typeof value === "string" ? value : value?.[0];
}

/** The same for a field that can have several values, such as a group of boxes; none ticked sends nothing at all. */
export function typedList(state: FormState, name: string): readonly string[] | undefined {
  if (state.status !== "refused") return undefined;
  const value = state.values[name] ?? [];
  return typeof value === "string" ? [value] : value;
}
