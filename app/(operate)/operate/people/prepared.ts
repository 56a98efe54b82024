import type { FormState } from "../../../_edge/form-state";

/** What was typed in the first step, with the id and the digest of the text that it makes. */
export type Prepared = {
  proposalId: string;
  digest: string;
  typed: Readonly<Record<string, string | readonly string[]>>;
};

/** What is before the person to sign; null while it is still typed. A signature that was refused keeps its text. */
export function preparedIn(state: FormState<Prepared>): Prepared | null {
  if (state.status === "ok") return state.value;
  if (state.status !== "refused") return null;
  const { proposal_id: proposalId, digest, ...typed } = state.values;
  return typeof proposalId === "string" && typeof digest === "string" ? { proposalId, digest, typed } : null;
}

/** What was typed into a field last; none for an empty one. */
export function valuesIn(state: FormState<Prepared>, name: string): readonly string[] {
  const typed = state.status === "ok" ? state.value.typed : state.status === "refused" ? state.values : {};
  return [typed[name] ?? []].flat();
}
