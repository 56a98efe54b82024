import { createGrantFromDecision } from "#lib/grants/create-grant";
import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { type PasskeyApprover, seedPasskeyApprover, signByPasskey } from "#tests/rooms/reviews/passkey-case";
import type { ReviewCase } from "#tests/rooms/reviews/review-case";
import { approvalOf, declineOf, seedScored, sign } from "#tests/rooms/reviews/signing-case";
import { seedPerson } from "#tests/support/seed-person";

export type SignedCase = {
  review: ReviewCase;
  decisionId: string;
  digest: string;
  approver: PasskeyApprover;
};

/** A decision that is in the ledger: signed by passkey, and by a second person with or without one. */
export async function signedCase(
  outcome: "approve" | "decline" = "approve",
  secondBy: "passkey" | "password" = "passkey",
  isSequenced = true,
): Promise<SignedCase> {
  const [approver, other] = [await seedPasskeyApprover("compliance"), await seedPasskeyApprover("ethics")];
  const review = await seedScored({ first: approver.actor, second: other.actor });
  await submittedOnRecord(review);
  const input = outcome === "approve" ? approvalOf(review) : declineOf(review);
  const proposal = await proposeDecision({ actor: approver.actor, ...input });
  await signByPasskey(approver, proposal);
  const signed = await (secondBy === "passkey"
    ? signByPasskey(other, proposal)
    : sign(other.actor, proposal));
  const decisionId = signed.decisionId ?? "";
  if (outcome === "approve") await createGrantFromDecision({ decisionId });
  if (isSequenced) await sequenceEntries({ now: new Date() });
  return { review, decisionId, digest: proposal.digest, approver };
}

/** The entry that `submitApplication` writes; the seeded case begins after it. */
async function submittedOnRecord({ applicationId, revisionId }: ReviewCase): Promise<void> {
  await transaction(async (tx) => {
    const { digest, number } = await tx.applicationRevision.findUniqueOrThrow({ where: { id: revisionId } });
    await appendEntry(tx, {
      kind: "application.submitted",
      subjectId: applicationId,
      data: { revision: revisionId, number, digest },
    });
  });
}

/** Someone of the applicant's organisation. */
export async function memberOf({ applicationId }: ReviewCase): Promise<Actor> {
  return transaction(async (tx) => {
    const { organisationId } = await tx.application.findUniqueOrThrow({ where: { id: applicationId } });
    const actor = await seedPerson(tx, "A member");
    const membership = { id: newId("mem"), organisationId, personId: actor.personId, role: "contributor" };
    await tx.membership.create({ data: membership });
    return { ...actor, memberships: [{ organisationId, role: "contributor" as const }] };
  });
}
