import { describe, expect, it } from "vitest";
import { addEvidence } from "#lib/applications/add-evidence";
import { verifyEvidence } from "#lib/applications/verify-evidence";
import type { Actor } from "#lib/identity/actor";
import { read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { deferralForApplicant } from "#lib/reviews/authority-view";
import { decisionForApplicant } from "#lib/reviews/decision-for-applicant";
import { decisionDesk } from "#lib/reviews/decision-view";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { recordAuthority } from "#lib/reviews/record-authority";
import { seedStaffRole } from "#tests/support/seed-staff-role";
import { pdf } from "../applications/files";
import { type LiveCase, submitLive } from "./live-case";
import { codeOf, declareNone, scoreAll, seedStaff } from "./review-case";
import { type Approvers, approvalOf, declineOf, seedApprovers, sign, stateOf } from "./signing-case";

const MISSING =
  "The order of the regional court of 12 November is not on file; without it the purpose has no basis.";

async function deferred(): Promise<{ review: LiveCase; approvers: Approvers }> {
  const approvers = await seedApprovers();
  const review = await submitLive();
  await scoreAll(review);
  await declareNone(approvers.first, review);
  await declareNone(approvers.second, review);
  const deferral = { ...declineOf(review), outcome: "defer" as const, reasons: MISSING };
  const proposal = await proposeDecision({ actor: approvers.first, ...deferral });
  await sign(approvers.first, proposal);
  expect(await stateOf(review)).toBe("decision_pending");
  await sign(approvers.second, proposal);
  return { review, approvers };
}

async function fileOrder({ applicationId, contributor }: LiveCase, isInOrder = true): Promise<string> {
  const file = { name: "order.pdf", declaredType: "application/pdf", bytes: pdf("the order") };
  const filed = await addEvidence({ actor: contributor, applicationId, kind: "enabling_statute", file });
  const { evidenceId } = filed;
  if (isInOrder) await verifyEvidence({ actor: await seedStaff("intake"), evidenceId, verified: true });
  return evidenceId;
}

function record(actor: Actor, { applicationId }: LiveCase, evidenceId: string, change: object = {}) {
  const order = {
    kind: "court_order" as const,
    issuer: "Regional court",
    reference: "4 O 12/26",
    validUntil: null,
  };
  return recordAuthority({ actor, applicationId, evidenceId, ...order, ...change });
}

describe("a decision that waits for an authority", () => {
  it("takes two signatures, and tells the applicant why without telling who", async () => {
    const { review, approvers } = await deferred();
    expect(await stateOf(review)).toBe("deferred_for_authority");
    expect(await decisionForApplicant(review.signatory, review.applicationId)).toBeNull();
    const told = await deferralForApplicant(review.signatory, review.applicationId);
    expect(told).toMatchObject({ reasons: MISSING });
    expect(JSON.stringify(told)).not.toContain(approvers.first.personId);
    const stranger = await seedStaff("legal");
    expect(await codeOf(deferralForApplicant(stranger, review.applicationId))).toBe("not_found");
  });

  it("takes documents of the applicant that speak to it, and no others", async () => {
    const { review } = await deferred();
    const { applicationId, contributor } = review;
    await fileOrder(review);
    const file = { name: "sop.pdf", declaredType: "application/pdf", bytes: pdf("another") };
    const other = addEvidence({ actor: contributor, applicationId, kind: "sop", file });
    expect(await codeOf(other)).toBe("wrong_state");
  });

  it("goes back to the approvers when legal has recorded it with a document in order", async () => {
    const { review } = await deferred();
    const legal = await seedStaff("legal");
    const evidenceId = await fileOrder(review, false);
    expect(await codeOf(record(legal, review, evidenceId))).toBe("invalid_request");
    await verifyEvidence({ actor: await seedStaff("intake"), evidenceId, verified: true });
    for (const change of [
      { issuer: " " },
      { reference: "" },
      { validUntil: "2020-01-01" },
      { evidenceId: "evd_none" },
    ]) {
      expect(await codeOf(record(legal, review, evidenceId, change)), JSON.stringify(change)).toBe(
        "invalid_request",
      );
    }
    await record(legal, review, evidenceId);
    expect(await stateOf(review)).toBe("decision_pending");
    expect(await codeOf(record(legal, review, evidenceId))).toBe("wrong_state");
  });

  it("is recorded by legal or the compliance officer, and by nobody who signed", async () => {
    const { review, approvers } = await deferred();
    const evidenceId = await fileOrder(review);
    expect(await codeOf(record(await seedStaff("operator"), review, evidenceId))).toBe("forbidden");
    expect(await codeOf(record(await seedStaff("approver", "legal"), review, evidenceId))).toBe("forbidden");
    const alsoLegal: Actor = {
      ...approvers.first,
      staffRoles: [...approvers.first.staffRoles, { role: "legal", homeLane: null }],
    };
    expect(await codeOf(record(alsoLegal, review, evidenceId))).toBe("forbidden");
    expect(await codeOf(record(review.signatory, review, evidenceId))).toBe("not_found");
    expect(await stateOf(review)).toBe("deferred_for_authority");
  });

  it("is then decided by two signatures over a text that names it, its recorder's not among them", async () => {
    const { review, approvers } = await deferred();
    const { applicationId } = review;
    const both = await seedStaff("legal");
    const recorder: Actor = {
      ...both,
      staffRoles: [...both.staffRoles, { role: "approver", homeLane: "legal" }],
    };
    await transaction((tx) =>
      seedStaffRole(tx, {
        data: { id: newId("rol"), personId: both.personId, role: "approver", homeLane: "legal" },
      }),
    );
    await record(recorder, review, await fileOrder(review));
    await declareNone(recorder, review);
    const proposal = await proposeDecision({ actor: approvers.first, ...approvalOf(review) });
    const { canonical } = await read((tx) =>
      tx.decisionProposal.findUniqueOrThrow({ where: { id: proposal.proposalId } }),
    );
    expect(JSON.parse(canonical).authorities).toMatchObject([
      { kind: "court_order", issuer: "Regional court", reference: "4 O 12/26" },
    ]);
    expect(await codeOf(sign(recorder, proposal))).toBe("signer_ineligible");
    await sign(approvers.first, proposal);
    await sign(approvers.second, proposal);
    expect(await stateOf(review)).toBe("approved_conditional");
    const leaves = await read((tx) => tx.ledgerPending.findMany({ where: { subjectId: applicationId } }));
    expect(leaves.map(({ kind }) => kind)).toContain("authority.recorded");
    expect(leaves.map(({ leaf }) => leaf).join()).not.toContain("4 O 12/26");
  });

  it("is not approved while nothing is on record, by verb or by raw SQL", async () => {
    const { review, approvers } = await deferred();
    const { applicationId } = review;
    await transaction((tx) =>
      tx.application.update({ where: { id: applicationId }, data: { state: "decision_pending" } }),
    );
    const { recommendation } = await decisionDesk(approvers.first, applicationId);
    expect(recommendation.obstacles.map(({ code }) => code)).toEqual(["authority_awaited"]);
    const propose = proposeDecision({ actor: approvers.first, ...approvalOf(review) });
    expect(await codeOf(propose)).toBe("hard_stop");
    const claim = (change: object) =>
      transaction(async (tx) => {
        const { id: decisionId } = await tx.decision.findFirstOrThrow({ where: { applicationId } });
        const { id: evidenceId } = (await tx.evidence.findFirst({ where: { applicationId } })) ?? {
          id: "evd_none",
        };
        await tx.authorityRecord.create({
          data: {
            id: newId("ath"),
            applicationId,
            decisionId,
            kind: "statute",
            issuer: "Parliament",
            reference: "Act 7",
            evidenceId,
            recordedById: "per_nobody",
            ...change,
          },
        });
      });
    await expect(claim({})).rejects.toThrow(/authority_document/);
    await expect(claim({ decisionId: "dec_none" })).rejects.toThrow(/authority_no_deferral/);
    await fileOrderRaw(review);
    await expect(claim({ recordedById: approvers.first.personId })).rejects.toThrow(/authority_signer/);
  });
});

async function fileOrderRaw({ applicationId, organisationId }: LiveCase): Promise<void> {
  await transaction((tx) =>
    tx.evidence.create({
      data: {
        id: newId("evd"),
        organisationId,
        applicationId,
        kind: "enabling_statute",
        fileName: "order.pdf",
        mediaType: "application/pdf",
        bytes: 10,
        sha256: "0".repeat(64),
        storageKey: newId("evd"),
        scan: "not_scanned",
        uploadedById: "per_x",
        verifiedAt: new Date(),
      },
    }),
  );
}
