import { fairnessGateOf } from "#lib/policy/fairness-gate";
import type { PolicyPack } from "#lib/policy/pack";
import type { Tier } from "#lib/policy/pack-parts";
import type { GrantState } from "./terms";

/** The precondition that `fairness` satisfies, by a run that passed. */
export const FAIRNESS_RUN_PASSED = "fairness_run_passed";

/** Who may move a grant along an edge: the service (provisioning, expiry) or staff. */
type GrantEdge = { from: GrantState; to: GrantState; reasonCode: string; by: "service" | "staff" };

/** Allowed moves of a grant (policy.md D). Suspending a whole tenant is a row of its own and leaves grants as they are. */
export const GRANT_EDGES: readonly GrantEdge[] = [
  { from: "provisioning", to: "active", reasonCode: "preconditions_met", by: "service" },
  { from: "provisioning", to: "revoked", reasonCode: "revoked_by_staff", by: "staff" },
  { from: "provisioning", to: "revoked", reasonCode: "withdrawn_by_applicant", by: "service" },
  { from: "active", to: "restricted", reasonCode: "restricted_by_staff", by: "staff" },
  { from: "active", to: "restricted", reasonCode: "fairness_run_failed", by: "service" },
  { from: "active", to: "restricted", reasonCode: "finding_overdue", by: "service" },
  { from: "active", to: "revoked", reasonCode: "revoked_by_staff", by: "staff" },
  { from: "active", to: "expired", reasonCode: "term_over", by: "service" },
  { from: "restricted", to: "active", reasonCode: "reinstated", by: "staff" },
  { from: "restricted", to: "revoked", reasonCode: "revoked_by_staff", by: "staff" },
  { from: "restricted", to: "expired", reasonCode: "term_over", by: "service" },
  { from: "active", to: "suspended", reasonCode: "suspended_by_staff", by: "staff" },
  { from: "restricted", to: "suspended", reasonCode: "suspended_by_staff", by: "staff" },
  { from: "restricted", to: "suspended", reasonCode: "mitigation_overdue", by: "service" },
  { from: "active", to: "suspended", reasonCode: "finding_overdue", by: "service" },
  { from: "restricted", to: "suspended", reasonCode: "finding_overdue", by: "service" },
  { from: "suspended", to: "active", reasonCode: "reinstated", by: "staff" },
  { from: "suspended", to: "revoked", reasonCode: "revoked_by_staff", by: "staff" },
  { from: "suspended", to: "expired", reasonCode: "term_over", by: "service" },
  // A later decision took its place: a new version after a re-review, or an amendment's grant.
  { from: "active", to: "superseded", reasonCode: "superseded", by: "service" },
  { from: "restricted", to: "superseded", reasonCode: "superseded", by: "service" },
  { from: "suspended", to: "superseded", reasonCode: "superseded", by: "service" },
];

/** States in which a grant has not ended; keys work in `active` alone. */
export const LIVING: readonly GrantState[] = ["active", "restricted", "suspended"];

/** Whether people stopped it and can let it go on. */
export function isStopped(state: GrantState): state is "restricted" | "suspended" {
  return state === "restricted" || state === "suspended";
}

/** Whether it stands for one case in an emergency (HS27): one key, and a review when it ends. */
export function isSingleCase({ conditions }: { conditions: readonly string[] }): boolean {
  return conditions.includes("single_case_key");
}

/**
 * @param reasonCode where the service has several reasons for the same move
 * @returns the edge, or undefined where the grant may not move so, or not by these
 */
export function grantEdge(
  from: GrantState,
  to: GrantState,
  by: GrantEdge["by"],
  reasonCode?: string,
): GrantEdge | undefined {
  return GRANT_EDGES.find(
    (edge) =>
      edge.from === from &&
      edge.to === to &&
      edge.by === by &&
      (reasonCode === undefined || edge.reasonCode === reasonCode),
  );
}

/**
 * What must be so before the first key, by the pack: a passed fairness run in its tiers (policy.md E, S6). Each is a row
 * that the room concerned satisfies later; until then the grant stays in provisioning.
 */
export function preconditionsOf(pack: Pick<PolicyPack, "fairness">, tier: Tier): readonly string[] {
  return fairnessGateOf(pack).tiers.includes(tier) ? [FAIRNESS_RUN_PASSED] : [];
}
