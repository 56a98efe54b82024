import { compileGrant } from "#lib/grants/compile-grant";
import type { Actor } from "#lib/identity/actor";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import type { JsonObject } from "#lib/platform/canonical-json";
import { read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { struckSites } from "#lib/reviews/check-conditions";
import { type Signed, signDecision } from "#lib/reviews/sign-decision";
import { suggestConditions } from "#lib/reviews/suggest-conditions";
import { declareNone, pack, type ReviewCase, scoreAll, seedCase, seedStaff } from "./review-case";

export type Approvers = { first: Actor; second: Actor };

export async function seedApprovers(): Promise<Approvers> {
  return { first: await seedStaff("approver", "compliance"), second: await seedStaff("approver", "ethics") };
}

/** A case waiting for its decision, both approvers having declared no conflict. */
export async function seedScored(
  { first, second }: Approvers,
  points: (factorId: string) => number = () => 3,
): Promise<ReviewCase> {
  const review = await seedCase();
  await scoreAll(review, points);
  await declareNone(first, review);
  await declareNone(second, review);
  return review;
}

/** A decline as the decide page would send it. */
export const declineOf = ({ applicationId, revisionId }: ReviewCase) => ({
  applicationId,
  revisionId,
  outcome: "decline" as const,
  conditions: null,
  reasons: "The purpose can be met by a barcode alone.",
  grantTerms: null,
});

export async function sign(
  actor: Actor,
  { proposalId, digest }: { proposalId: string; digest: string },
  ageSeconds = 0,
): Promise<Signed> {
  // No caretaker runs here, and a ledger that stands still for a minute stops all decisions.
  await sequenceEntries({ now: new Date() });
  const stepUpId = await seedStepUp(actor, digest, ageSeconds);
  return signDecision({ actor, proposalId, digest, stepUpId, reason: "Deletion is proved nightly." });
}

export async function stateOf({ applicationId }: ReviewCase): Promise<string> {
  return (await read((tx) => tx.application.findUniqueOrThrow({ where: { id: applicationId } }))).state;
}

export async function proposalState(id: string): Promise<[string, string | null]> {
  const { state, voidReason } = await read((tx) => tx.decisionProposal.findUniqueOrThrow({ where: { id } }));
  return [state, voidReason];
}

export function conditionsFor({ application, screening }: ReviewCase) {
  const model = { modelId: "mobilefacenet-r2", thresholdFloor: 0.5 };
  return suggestConditions({ pack, application, screening }, model, "2026-11-20");
}

/** An approval as the decide page would send it. */
export function approvalOf(review: ReviewCase) {
  const conditions = conditionsFor(review);
  const { application, applicationId, revisionId, screening } = review;
  const terms = compileGrant({ application, struckSites: struckSites(pack, screening), conditions });
  return {
    applicationId,
    revisionId,
    outcome: "approve" as const,
    conditions,
    reasons: "Opt-in is real, the other lane is as quick.",
    grantTerms: terms as unknown as JsonObject,
  };
}

/** A fresh confirmation, as a right password would make it. */
export function seedStepUp(actor: Actor, digest: string, ageSeconds = 0): Promise<string> {
  return transaction(async (tx) => {
    const id = newId("stp");
    const createdAt = new Date(Date.now() - ageSeconds * 1000);
    await tx.stepUp.create({
      data: {
        id,
        sessionId: actor.sessionId,
        personId: actor.personId,
        method: "password",
        digest,
        createdAt,
      },
    });
    return id;
  });
}
