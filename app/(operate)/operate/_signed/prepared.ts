import type { FormState } from "../../../_edge/form-state";

/** What was typed in the first of two steps, with the id and the digest of the text that it makes. */
export type Prepared = {
  id: string;
  digest: string;
  typed: Readonly<Record<string, string | readonly string[]>>;
};

/**
 * What is before the person to sign; null while it is still typed. A signature that was refused keeps its text.
 *
 * @param idField the form's field of the id, such as `fact_id`
 */
export function preparedIn(state: FormState<Prepared>, idField: string): Prepared | null {
  if (state.status === "ok") return state.value;
  if (state.status !== "refused") return null;
  const { [idField]: id, digest, ...typed } = state.values;
  return typeof id === "string" && typeof digest === "string" ? { id, digest, typed } : null;
}

/** What was typed into a field last, all of it; none for an empty one. */
export function valuesIn(state: FormState<Prepared>, name: string): readonly string[] {
  const typed = state.status === "ok" ? state.value.typed : state.status === "refused" ? state.values : {};
  return [typed[name] ?? []].flat();
}

/** One field as it was typed last; "" for none. */
export function fieldIn(state: FormState<Prepared>, name: string): string {
  return valuesIn(state, name)[0] ?? "";
}
