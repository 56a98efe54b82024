import { createGrantFromDecision } from "#lib/grants/create-grant";
import type { Actor } from "#lib/identity/actor";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { read, transaction } from "#lib/platform/db";
import { declareConflict } from "#lib/reviews/declare-conflict";
import { fileAppeal } from "#lib/reviews/file-appeal";
import { proposeAppealOutcome } from "#lib/reviews/hear-appeal";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { signAppeal } from "#lib/reviews/sign-appeal";
import { seedPerson } from "#tests/support/seed-person";
import { type ReviewCase, seedStaff } from "./review-case";
import { approvalOf, declineOf, seedApprovers, seedScored, seedStepUp, sign } from "./signing-case";

export const STATEMENT = "The barcode was tried for three months and doubled the queues; see annex 4.";
const REASONS = "The reviewers read the trial of the barcode as if it had never taken place at all.";

/** A signatory of the case's applicant. */
export async function signatoryOf({ organisationId }: Pick<ReviewCase, "organisationId">): Promise<Actor> {
  const actor = await transaction((tx) => seedPerson(tx, "A Signatory"));
  return { ...actor, memberships: [{ organisationId, role: "signatory" }] };
}

/** Declined by two signatures. */
export async function seedDeclined(): Promise<ReviewCase> {
  const { first, second } = await seedApprovers();
  const review = await seedScored({ first, second });
  const proposal = await proposeDecision({ actor: first, ...declineOf(review) });
  await sign(first, proposal);
  await sign(second, proposal);
  return review;
}

/** Approved by two signatures, its grant made. */
export async function seedApproved(): Promise<ReviewCase & { grantId: string; approvers: Actor[] }> {
  const { first, second } = await seedApprovers();
  const review = await seedScored({ first, second });
  const grantId = await approve(review, { first, second });
  return { ...review, grantId, approvers: [first, second] };
}

/** Proposes, signs twice and makes the grant. */
export async function approve(
  review: ReviewCase,
  { first, second }: { first: Actor; second: Actor },
): Promise<string> {
  const proposal = await proposeDecision({ actor: first, ...approvalOf(review) });
  await sign(first, proposal);
  const { decisionId } = await sign(second, proposal);
  const grantId = await createGrantFromDecision({ decisionId: decisionId ?? "" });
  if (grantId === null) throw new Error("no grant");
  return grantId;
}

/** Two people of the panel without a part in the case. */
export async function seedPanel({ applicationId }: { applicationId: string }): Promise<[Actor, Actor]> {
  const panel: [Actor, Actor] = [await seedStaff("appeals"), await seedStaff("appeals")];
  for (const actor of panel) await declareConflict({ actor, applicationId, hasConflict: false, detail: "" });
  return panel;
}

export async function appeal(review: ReviewCase): Promise<string> {
  const actor = await signatoryOf(review);
  const { applicationId } = review;
  return (await fileAppeal({ actor, applicationId, grounds: ["fact"], statement: STATEMENT })).appealId;
}

export const outcomeOf = (appealId: string, outcome: "upheld" | "remanded" | "reversed") => ({
  appealId,
  outcome,
  reasons: REASONS,
  publicReasons: REASONS,
});

export async function signOutcome(
  actor: Actor,
  { proposalId, digest }: { proposalId: string; digest: string },
  ageSeconds = 0,
) {
  await sequenceEntries({ now: new Date() });
  const stepUpId = await seedStepUp(actor, digest, ageSeconds);
  return signAppeal({ actor, proposalId, digest, stepUpId, reason: "The annex was on file in time." });
}

/** Both members sign the same outcome. */
export async function decideAs(
  [one, other]: readonly [Actor, Actor],
  appealId: string,
  outcome: "upheld" | "remanded" | "reversed",
): Promise<void> {
  const proposal = await proposeAppealOutcome({ actor: one, ...outcomeOf(appealId, outcome) });
  await signOutcome(one, proposal);
  await signOutcome(other, proposal);
}

/** The case as it stands, with the revision that is current now. */
export async function asNow(review: ReviewCase): Promise<ReviewCase & { state: string }> {
  const row = await read((tx) =>
    tx.application.findUniqueOrThrow({
      where: { id: review.applicationId },
      select: { state: true, revisionId: true },
    }),
  );
  return { ...review, revisionId: row.revisionId ?? "", state: row.state };
}
