import { INVITATION_DAYS } from "#lib/identity/invitation";
import type { StaffStatement } from "./proposal";
import type { Proposal } from "./proposal-store";
import type { StaffPerson } from "./role-store";

/**
 * `proposed`: one person has said it. `invited`: two have, and the person has yet to come. `lapsed`: they did not come in
 * time. `done`: roles have begun or ended by it.
 */
export type ProposalState = "proposed" | "refused" | "invited" | "lapsed" | "done";

const DAY_MS = 86_400_000;

/** How far a proposal is. Pure. @param person whom it concerns; null without an account */
export function proposalState(
  { confirmation, refusal }: Pick<Proposal, "confirmation" | "refusal">,
  { action, roles }: Pick<StaffStatement, "action" | "roles">,
  person: StaffPerson | null,
  now: Date,
): ProposalState {
  if (refusal !== null) return "refused";
  if (confirmation === null) return "proposed";
  if (action === "end") return "done";
  const since = confirmation.confirmedAt;
  const hasBegun = (person?.staffRoles ?? []).some(
    ({ role, grantedAt, endedAt }) =>
      roles.some((one) => one.role === role) && (grantedAt >= since || endedAt === null),
  );
  if (hasBegun) return "done";
  return now.getTime() - since.getTime() > INVITATION_DAYS * DAY_MS ? "lapsed" : "invited";
}
