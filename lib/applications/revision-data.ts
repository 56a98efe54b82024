import { checkApplication } from "#lib/policy/check-application";
import type { ApplicationData } from "#lib/policy/contract";
import type { RevisionRow } from "./revision-store";

/** A frozen revision as data. It was checked when it was frozen and cannot change since (trigger). */
export function revisionData({ id, canonical }: Pick<RevisionRow, "id" | "canonical">): ApplicationData {
  const checked = checkApplication(JSON.parse(canonical));
  if (!checked.ok) throw new Error(`revision ${id} does not satisfy the contract any more`);
  return checked.data;
}
