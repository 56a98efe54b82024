import type { ApplicationState } from "#lib/applications/application";
import { type Actor, hasStaffRole } from "#lib/identity/actor";
import { type Lane, STAFF_ROLES, type StaffRole } from "#lib/identity/roles";
import type { Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { findPart } from "./case-store";
import {
  type PartInCase,
  REFUSAL_WORDS,
  type ScoreRefusal,
  type SignRefusal,
  type VoteRefusal,
} from "./eligibility";

/** Every staff role but the account team, who are told the status and no more (policy.md D). */
const READERS: readonly StaffRole[] = STAFF_ROLES.filter((role) => role !== "account_team");

/** @throws AppError `not_found` for whoever is not reviewing staff: that there are cases is not theirs to learn */
export function requireReviewer(actor: Actor): void {
  if (!hasStaffRole(actor, ...READERS)) throw new AppError("not_found");
}

/**
 * What this person has to do with the case, if they may see it at all.
 *
 * @throws AppError `not_found` for others than staff, `forbidden` to the applicant's own people and those it employed,
 * `conflict_declared` to whoever is recused or declared a conflict
 */
export async function requirePart(
  tx: Tx,
  actor: Actor,
  applicationId: string,
): Promise<PartInCase & { hasSigned: boolean }> {
  requireReviewer(actor);
  const part = await findPart(tx, applicationId, actor.personId);
  if (part.isApplicantMember) throw new AppError("forbidden", REFUSAL_WORDS.applicant_member);
  if (part.isPastEmployee) throw new AppError("forbidden", REFUSAL_WORDS.past_employer);
  if (part.recused) throw new AppError("conflict_declared", REFUSAL_WORDS.recused);
  if (part.conflict === "declared") throw new AppError("conflict_declared", REFUSAL_WORDS.conflict_declared);
  return part;
}

/** The lane that an approver comes from; null for whoever is none. */
export function homeLane(actor: Actor): Lane | null {
  return actor.staffRoles.find(({ role }) => role === "approver")?.homeLane ?? null;
}

/** @throws AppError `wrong_state` in words for people */
export function requireState(
  found: { state: ApplicationState },
  allowed: readonly ApplicationState[],
  words: string,
): void {
  if (!allowed.includes(found.state)) throw new AppError("wrong_state", words);
}

/** The refusal of a person, with every reason. */
export function ineligible(
  code: "forbidden" | "signer_ineligible",
  refusals: readonly (ScoreRefusal | SignRefusal | VoteRefusal)[],
): AppError {
  const words = refusals.map((refusal) => REFUSAL_WORDS[refusal]);
  return new AppError(code, words.join(" "), { reasons: refusals });
}
