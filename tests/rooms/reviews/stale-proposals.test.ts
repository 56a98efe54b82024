import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { recordFinding } from "#lib/applications/record-finding";
import { rescreenApplication } from "#lib/applications/rescreen-application";
import { verifyEvidence } from "#lib/applications/verify-evidence";
import { withdrawApplication } from "#lib/applications/withdraw-application";
import type { Actor } from "#lib/identity/actor";
import { read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { readSignedContent } from "#lib/reviews/signed-content";
import { startDomainEvents } from "../../../workers/caretaker/domain-events";
import type { Loop } from "../../../workers/caretaker/loop";
import { type ReviewCase, seedStaff } from "./review-case";
import { approvalOf, proposalState, seedApprovers, seedScored, sign, stateOf } from "./signing-case";

let first: Actor;
let second: Actor;
let caretaker: Loop;
beforeAll(async () => {
  ({ first, second } = await seedApprovers());
  caretaker = startDomainEvents();
});
afterAll(() => caretaker.stop());

/** A member of the applicant's organisation who may sign for it. */
function memberOf({ organisationId }: ReviewCase): Actor {
  return {
    personId: "per_member",
    name: "A. Signatory",
    sessionId: "ses_test",
    staffRoles: [],
    memberships: [{ organisationId, role: "admin" }],
  };
}

async function signedOnce() {
  const review = await seedScored({ first, second });
  const { proposalId, digest } = await proposeDecision({ actor: first, ...approvalOf(review) });
  await sign(first, { proposalId, digest });
  return { review, proposalId };
}

async function signedDocument(proposalId: string, kind: string) {
  const row = await read((tx) => tx.decisionProposal.findUniqueOrThrow({ where: { id: proposalId } }));
  return readSignedContent(row.canonical).documents?.find((document) => document.kind === kind);
}

const isVoid = (proposalId: string) =>
  vi.waitFor(async () => expect(await proposalState(proposalId)).toEqual(["void", "changed"]), 5_000);

describe("the caretaker", () => {
  it("closes the proposal of a case that the applicant has withdrawn", async () => {
    const { review, proposalId } = await signedOnce();
    await withdrawApplication({ actor: memberOf(review), applicationId: review.applicationId });
    await isVoid(proposalId);
  });

  it("closes the proposal of a case in which the desk judged a document afterwards", async () => {
    const review = await seedScored({ first, second });
    const { applicationId, organisationId, application } = review;
    const [document] = application.documents;
    if (document === undefined) throw new Error("the example names no document");
    const evidenceId = newId("evd");
    await transaction((tx) =>
      tx.evidence.create({
        data: {
          ...{ id: evidenceId, applicationId, organisationId, kind: document.kind },
          ...{ sha256: document.sha256 ?? "", fileName: "a.pdf", mediaType: "application/pdf", bytes: 1 },
          ...{
            storageKey: `evidence/${organisationId}/${evidenceId}`,
            scan: "clean",
            uploadedById: "per_member",
          },
        },
      }),
    );
    const { proposalId, digest } = await proposeDecision({ actor: first, ...approvalOf(review) });
    await sign(first, { proposalId, digest });
    expect(await signedDocument(proposalId, document.kind)).toMatchObject({ verified: false });
    await verifyEvidence({ actor: await seedStaff("intake"), evidenceId, verified: true });
    await isVoid(proposalId);
    const again = await proposeDecision({ actor: first, ...approvalOf(review) });
    expect(await signedDocument(again.proposalId, document.kind)).toMatchObject({ verified: true });
  });

  it("closes the proposal of a case that was screened again without moving", async () => {
    const { review, proposalId } = await signedOnce();
    const { applicationId } = review;
    await rescreenAsClear(applicationId);
    expect(await stateOf(review)).toBe("decision_pending");
    await isVoid(proposalId);
  });

  it("leaves one alone that still covers what is there", async () => {
    const { proposalId } = await signedOnce();
    const other = await signedOnce();
    await withdrawApplication({
      actor: memberOf(other.review),
      applicationId: other.review.applicationId,
    });
    await isVoid(other.proposalId);
    expect(await proposalState(proposalId)).toEqual(["open", null]);
  });
});

/** Compliance found nothing on any list, and the policy is asked again. */
async function rescreenAsClear(applicationId: string): Promise<void> {
  const compliance = await seedStaff("compliance_officer");
  await recordFinding({
    actor: compliance,
    applicationId,
    kind: "sanctions",
    value: "clear",
    note: "EU and OFAC lists",
  });
  await rescreenApplication({ actor: compliance, applicationId });
}
