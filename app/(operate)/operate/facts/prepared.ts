import type { FormState } from "../../../_edge/form-state";

/** What was typed in the first step, with the id and the digest of the text that it makes. */
export type Prepared = {
  factId: string;
  digest: string;
  typed: Readonly<Record<string, string | readonly string[]>>;
};

/** What is before the person to sign; null while it is still typed. A signature that was refused keeps its text. */
export function preparedIn(state: FormState<Prepared>): Prepared | null {
  if (state.status === "ok") return state.value;
  if (state.status !== "refused") return null;
  const { fact_id: factId, digest, ...typed } = state.values;
  return typeof factId === "string" && typeof digest === "string" ? { factId, digest, typed } : null;
}

/** One field as it was typed last; "" for none. */
export function fieldIn(state: FormState<Prepared>, name: string): string {
  const typed = state.status === "ok" ? state.value.typed : state.status === "refused" ? state.values : {};
  const value = typed[name];
  return (typeof value === "string" ? value : value?.[0]) ?? "";
}
