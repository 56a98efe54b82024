import { describe, expect, it, vi } from "vitest";
import { recordFinding } from "#lib/applications/record-finding";
import { rescreenApplication } from "#lib/applications/rescreen-application";
import { revokeGrant } from "#lib/grants/revoke-grant";
import { read, transaction } from "#lib/platform/db";
import { fileAppeal } from "#lib/reviews/file-appeal";
import { proposeAppealOutcome, sendBackAppealOutcome } from "#lib/reviews/hear-appeal";
import { reopenDecision } from "#lib/reviews/reopen-decision";
import {
  appeal,
  approve,
  asNow,
  decideAs,
  outcomeOf,
  STATEMENT,
  seedApproved,
  seedDeclined,
  seedPanel,
  signatoryOf,
  signOutcome,
} from "./appeal-case";
import { codeOf, declareNone, type ReviewCase, scoreAll, seedCase, seedStaff } from "./review-case";
import { seedApprovers } from "./signing-case";

const stateOf = async (review: ReviewCase) => (await asNow(review)).state;

/** Refused by a sanctions finding, confirmed by people's screening (a hard stop that rests on a fact). */
async function seedHardStop(): Promise<ReviewCase> {
  const review = await seedCase();
  const officer = await seedStaff("compliance_officer");
  const { applicationId } = review;
  await recordFinding({ actor: officer, applicationId, kind: "sanctions", value: "hit", note: "EU list" });
  await rescreenApplication({ actor: officer, applicationId });
  await transaction(async (tx) => {
    // The policy's answer to a confirmed hit.
    await tx.$executeRaw`UPDATE "Application" SET state = 'rejected_hard_stop' WHERE id = ${applicationId}`;
    await tx.applicationEvent.create({
      data: {
        id: `evt_${applicationId.slice(4)}`,
        applicationId,
        fromState: "screening",
        toState: "rejected_hard_stop",
        actorRole: "service",
        reasonCode: "hard_stop",
      },
    });
  });
  return review;
}

describe("an appeal", () => {
  it("takes a declined case to the panel within 30 days, and not a day later", async () => {
    const review = await seedDeclined();
    await appeal(review);
    expect(await stateOf(review)).toBe("appeal_open");

    const late = await seedDeclined();
    await transaction((tx) => tx.$executeRaw`ALTER TABLE "ApplicationEvent" DISABLE TRIGGER append_only`);
    await transaction(
      (tx) =>
        tx.$executeRaw`UPDATE "ApplicationEvent" SET "createdAt" = "createdAt" - interval '31 days'
                       WHERE "applicationId" = ${late.applicationId}`,
    );
    await transaction((tx) => tx.$executeRaw`ALTER TABLE "ApplicationEvent" ENABLE TRIGGER append_only`);
    expect(await codeOf(appeal(late))).toBe("wrong_state");
    expect(await stateOf(late)).toBe("declined");
  });

  it("takes a revoked approval to the panel, and a hard stop on its facts alone", async () => {
    const approved = await seedApproved();
    const actor = await seedStaff("operator");
    await revokeGrant({ actor, grantId: approved.grantId, reason: "sold templates" });
    await appeal(approved);
    expect(await stateOf(approved)).toBe("appeal_open");

    const stopped = await seedHardStop();
    const signatory = await signatoryOf(stopped);
    const { applicationId } = stopped;
    for (const grounds of [["procedure"], ["misapplied_rule"], ["fact", "new_evidence"]] as const) {
      const attempt = fileAppeal({ actor: signatory, applicationId, grounds, statement: STATEMENT });
      expect(await codeOf(attempt), grounds.join()).toBe("invalid_request");
    }
    await fileAppeal({ actor: signatory, applicationId, grounds: ["fact"], statement: STATEMENT });
    expect(await stateOf(stopped)).toBe("appeal_open");
  });

  it("is refused without grounds or a statement, from a contributor, a stranger and in any other state", async () => {
    const review = await seedDeclined();
    const actor = await signatoryOf(review);
    const { applicationId, organisationId } = review;
    const whole = { actor, applicationId, grounds: ["fact"] as const, statement: STATEMENT };
    expect(await codeOf(fileAppeal({ ...whole, grounds: [] }))).toBe("invalid_request");
    expect(await codeOf(fileAppeal({ ...whole, statement: "Unfair." }))).toBe("invalid_request");
    const memberships = [{ organisationId, role: "contributor" as const }];
    expect(await codeOf(fileAppeal({ ...whole, actor: { ...actor, memberships } }))).toBe("forbidden");
    expect(await codeOf(fileAppeal({ ...whole, actor: await seedStaff("appeals") }))).toBe("not_found");
    const open = await seedCase();
    expect(await codeOf(appeal(open))).toBe("wrong_state");
    await fileAppeal(whole);
    expect(await codeOf(fileAppeal(whole))).toBe("wrong_state");
  });

  it("is decided by two members of the panel who sign the same text, each with a fresh confirmation", async () => {
    const review = await seedDeclined();
    const appealId = await appeal(review);
    const [one, other] = await seedPanel(review);
    const proposal = await proposeAppealOutcome({ actor: one, ...outcomeOf(appealId, "upheld") });
    expect(await codeOf(proposeAppealOutcome({ actor: other, ...outcomeOf(appealId, "upheld") }))).toBe(
      "wrong_state",
    );
    expect(await codeOf(signOutcome(one, proposal, 301))).toBe("step_up_stale");
    expect(await codeOf(signOutcome(one, { ...proposal, digest: "0".repeat(64) }))).toBe("digest_changed");
    expect(await signOutcome(one, proposal)).toMatchObject({ signed: 1, decided: false });
    expect(await codeOf(signOutcome(one, proposal))).toBe("already_signed");
    expect(await stateOf(review)).toBe("appeal_open");
    expect(await signOutcome(other, proposal)).toMatchObject({ signed: 2, decided: true });
    expect(await stateOf(review)).toBe("upheld");
    const row = await read((tx) => tx.appeal.findUniqueOrThrow({ where: { id: appealId } }));
    expect(row).toMatchObject({ state: "decided", outcome: "upheld" });
    expect(await codeOf(signOutcome(other, proposal))).not.toBe("accepted");
  });

  it("goes back to the panel when a member sends an outcome back, and its signature counts for nothing", async () => {
    const review = await seedDeclined();
    const appealId = await appeal(review);
    const [one, other] = await seedPanel(review);
    const proposal = await proposeAppealOutcome({ actor: one, ...outcomeOf(appealId, "upheld") });
    await signOutcome(one, proposal);
    await sendBackAppealOutcome({ actor: other, proposalId: proposal.proposalId, reason: "Read annex 4." });
    expect(await codeOf(signOutcome(other, proposal))).toBe("wrong_state");
    await decideAs([one, other], appealId, "reversed");
    expect(await stateOf(review)).toBe("reversed");
  });

  it("is heard by nobody who scored, signed, proposed, did intake or moved the case", async () => {
    const review = await seedDeclined();
    const appealId = await appeal(review);
    const parts = await read(
      (tx) =>
        tx.$queryRaw<{ id: string }[]>`
        SELECT "scorerId" AS id FROM "FactorScore" WHERE "applicationId" = ${review.applicationId}
        UNION SELECT "signerId" FROM "Signature" s JOIN "DecisionProposal" p ON p.id = s."proposalId"
          WHERE p."applicationId" = ${review.applicationId}`,
    );
    expect(parts.length).toBeGreaterThan(3);
    const outsider = await seedStaff("appeals");
    for (const { id } of parts) {
      const attempt = proposeAppealOutcome({
        actor: { ...outsider, personId: id },
        ...outcomeOf(appealId, "reversed"),
      });
      expect(await codeOf(attempt)).toBe("signer_ineligible");
    }
    expect(await codeOf(proposeAppealOutcome({ actor: outsider, ...outcomeOf(appealId, "upheld") }))).toBe(
      "signer_ineligible",
    );
    await declareNone(outsider, review);
    expect(await codeOf(proposeAppealOutcome({ actor: outsider, ...outcomeOf(appealId, "upheld") }))).toBe(
      "accepted",
    );
    const approver = await seedStaff("approver", "legal");
    expect(await codeOf(proposeAppealOutcome({ actor: approver, ...outcomeOf(appealId, "upheld") }))).toBe(
      "signer_ineligible",
    );
  });

  it("that is remanded opens fresh lanes on the same text, where no earlier score counts", async () => {
    const review = await seedDeclined();
    const appealId = await appeal(review);
    await decideAs(await seedPanel(review), appealId, "remanded");
    const again = await asNow(review);
    expect(again.state).toBe("in_review");
    expect(again.revisionId).not.toBe(review.revisionId);
    const [digests, scores, holders] = await read((tx) =>
      Promise.all([
        tx.applicationRevision.findMany({
          where: { applicationId: review.applicationId },
          select: { digest: true },
        }),
        tx.factorScore.count({ where: { revisionId: again.revisionId } }),
        tx.laneAssignment.count({ where: { applicationId: review.applicationId, recusedAt: null } }),
      ]),
    );
    expect(new Set(digests.map(({ digest }) => digest)).size).toBe(1);
    expect({ scores, holders }).toEqual({ scores: 0, holders: 0 });

    await scoreAll(again);
    expect(await stateOf(review)).toBe("decision_pending");
    const { first, second } = await seedApprovers();
    for (const actor of [first, second]) await declareNone(actor, again);
    await approve(again, { first, second });
    expect(await stateOf(review)).toBe("active");
  });

  it("that is reversed approves nothing: the desk opens the decision again and two people sign anew", async () => {
    const review = await seedDeclined();
    const appealId = await appeal(review);
    await decideAs(await seedPanel(review), appealId, "reversed");
    expect(await stateOf(review)).toBe("reversed");
    expect(await read((tx) => tx.grant.count({ where: { applicationId: review.applicationId } }))).toBe(0);
    const { applicationId } = review;
    expect(await codeOf(reopenDecision({ actor: await seedStaff("appeals"), applicationId }))).toBe(
      "forbidden",
    );
    await reopenDecision({ actor: await seedStaff("intake"), applicationId });
    expect(await stateOf(review)).toBe("decision_pending");
    expect(await codeOf(reopenDecision({ actor: await seedStaff("intake"), applicationId }))).toBe(
      "wrong_state",
    );
  });

  it("cannot lead past a hard stop: reversed or remanded, a rule that still fires keeps the case out of review", async () => {
    const review = await seedHardStop();
    const appealId = await appeal(review);
    await decideAs(await seedPanel(review), appealId, "reversed");
    const { applicationId } = review;
    expect(await codeOf(reopenDecision({ actor: await seedStaff("intake"), applicationId }))).toBe(
      "hard_stop",
    );

    const remanded = await seedHardStop();
    await decideAs(await seedPanel(remanded), await appeal(remanded), "remanded");
    expect(await stateOf(remanded)).toBe("remanded");
    const officer = await seedStaff("compliance_officer");
    const finding = { actor: officer, applicationId: remanded.applicationId, kind: "sanctions" as const };
    await recordFinding({ ...finding, value: "clear", note: "Another company of the same name" });
    await rescreenApplication({ actor: officer, applicationId: remanded.applicationId });
    expect(await stateOf(remanded)).toBe("triaged");
  });
});

vi.setConfig({ testTimeout: 30_000 });
