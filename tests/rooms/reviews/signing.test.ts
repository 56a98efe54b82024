import { beforeAll, describe, expect, it } from "vitest";
import { createGrantFromDecision } from "#lib/grants/create-grant";
import type { Actor } from "#lib/identity/actor";
import { read, transaction } from "#lib/platform/db";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { signDecision } from "#lib/reviews/sign-decision";
import { codeOf, declareNone, scoreAll, seedCase, seedStaff } from "./review-case";
import {
  approvalOf,
  declineOf,
  proposalState,
  seedApprovers,
  seedScored,
  seedStepUp,
  sign,
  stateOf,
} from "./signing-case";

let first: Actor;
let second: Actor;
beforeAll(async () => {
  ({ first, second } = await seedApprovers());
});

describe("two signatures", () => {
  it("over one digest make the decision, which the grant is made from", async () => {
    const review = await seedScored({ first, second });
    const proposal = await proposeDecision({ actor: first, ...approvalOf(review) });
    expect(await sign(first, proposal)).toMatchObject({ signed: 1, needed: 2, decisionId: null });
    expect(await stateOf(review)).toBe("decision_pending");
    const { decisionId } = await sign(second, proposal);
    expect(await stateOf(review)).toBe("approved_conditional");
    expect(await proposalState(proposal.proposalId)).toEqual(["decided", null]);

    const events = await read((tx) => tx.domainEvent.findMany({ where: { kind: "decision.issued" } }));
    expect(events.map(({ subjectId }) => subjectId)).toContain(decisionId);
    const grantId = await createGrantFromDecision({ decisionId: decisionId ?? "" });
    const grant = await read((tx) => tx.grant.findUniqueOrThrow({ where: { id: grantId ?? "" } }));
    expect(grant.terms).toEqual(approvalOf(review).grantTerms);
  });

  it("put each step on record under the digest", async () => {
    const review = await seedScored({ first, second });
    const proposal = await proposeDecision({ actor: first, ...approvalOf(review) });
    await sign(first, proposal);
    const { decisionId } = await sign(second, proposal);
    const rows = await read((tx) =>
      tx.ledgerPending.findMany({
        where: { subjectId: { in: [proposal.proposalId, decisionId ?? ""] } },
        orderBy: { id: "asc" },
      }),
    );
    const leaves = rows.map(({ leaf }) => JSON.parse(leaf));
    expect(leaves.map(({ kind }) => kind)).toEqual([
      "decision.proposed",
      "decision.signed",
      "decision.signed",
      "decision.issued",
    ]);
    for (const { data } of leaves) expect(data.digest).toBe(proposal.digest);
    expect(leaves[3].data).toEqual({
      application_id: review.applicationId,
      proposal_id: proposal.proposalId,
      outcome: "approve",
      digest: proposal.digest,
      signers: [first.personId, second.personId],
    });
    expect(Object.keys(leaves[1].data).sort()).toEqual([
      "application_id",
      "assertion_digest",
      "digest",
      "lane",
      "method",
      "proposal_id",
      "signer",
      "slot",
      "step_up_at",
    ]);
  });

  it("decline as well, and then nothing is granted", async () => {
    const review = await seedScored({ first, second });
    const proposal = await proposeDecision({ actor: first, ...declineOf(review) });
    await sign(first, proposal);
    const { decisionId } = await sign(second, proposal);
    expect(await stateOf(review)).toBe("declined");
    expect(await createGrantFromDecision({ decisionId: decisionId ?? "" })).toBeNull();
  });

  it("at once, as the second: one counts and one is told", async () => {
    const review = await seedScored({ first, second });
    const proposal = await proposeDecision({ actor: first, ...approvalOf(review) });
    await sign(first, proposal);
    const third = await seedStaff("approver", "legal");
    await declareNone(third, review);
    const codes = await Promise.all([codeOf(sign(second, proposal)), codeOf(sign(third, proposal))]);
    expect(codes.sort()).toEqual(["accepted", "wrong_state"]);
    expect(await read((tx) => tx.signature.count({ where: { proposalId: proposal.proposalId } }))).toBe(2);
  });
});

describe("a signature is refused", () => {
  it("from the first signer again, and from a colleague of their lane", async () => {
    const review = await seedScored({ first, second });
    const proposal = await proposeDecision({ actor: first, ...approvalOf(review) });
    await sign(first, proposal);
    expect(await codeOf(sign(first, proposal))).toBe("already_signed");
    const colleague = await seedStaff("approver", "compliance");
    await declareNone(colleague, review);
    expect(await codeOf(sign(colleague, proposal))).toBe("signer_ineligible");
  });

  it("from a scorer, a stranger to the role, someone undeclared, and the applicant's colleague", async () => {
    const review = await seedCase();
    const [scorer] = await scoreAll(review);
    if (scorer === undefined) throw new Error("nobody scored");
    await declareNone(first, review);
    const proposal = await proposeDecision({ actor: first, ...approvalOf(review) });
    const approverToo = { ...scorer, staffRoles: [{ role: "approver", homeLane: "fairness" } as const] };
    expect(await codeOf(sign(approverToo, proposal))).toBe("signer_ineligible");
    expect(await codeOf(sign(second, proposal))).toBe("signer_ineligible");
    const officer = await seedStaff("compliance_officer");
    await declareNone(officer, review);
    expect(await codeOf(sign(officer, proposal))).toBe("signer_ineligible");
    const { organisationId } = review;
    await transaction((tx) =>
      tx.membership.create({
        data: { id: "mem_y", organisationId, personId: second.personId, role: "contributor" },
      }),
    );
    expect(await codeOf(sign(second, proposal))).toBe("forbidden");
    await transaction((tx) => tx.membership.delete({ where: { id: "mem_y" } }));
  });

  it("with a step-up that is old, used, another's or over another digest", async () => {
    const review = await seedScored({ first, second });
    const proposal = await proposeDecision({ actor: first, ...approvalOf(review) });
    const { proposalId, digest } = proposal;
    const reason = "Deletion is proved nightly.";
    const withStepUp = (stepUpId: string) =>
      codeOf(signDecision({ actor: first, proposalId, digest, stepUpId, reason }));
    expect(await codeOf(sign(first, proposal, 301))).toBe("step_up_stale");
    expect(await withStepUp(await seedStepUp(second, digest))).toBe("step_up_stale");
    expect(await withStepUp(await seedStepUp(first, "0".repeat(64)))).toBe("step_up_stale");
    expect(await withStepUp("stp_none")).toBe("step_up_stale");
    expect(await read((tx) => tx.signature.count({ where: { proposalId } }))).toBe(0);
  });

  it("without a reason of one's own", async () => {
    const review = await seedScored({ first, second });
    const { proposalId, digest } = await proposeDecision({ actor: first, ...approvalOf(review) });
    const stepUpId = await seedStepUp(first, digest);
    const signed = signDecision({ actor: first, proposalId, digest, stepUpId, reason: "  ok " });
    expect(await codeOf(signed)).toBe("invalid_request");
  });

  it("over a digest that is not the proposal's, which stays open", async () => {
    const review = await seedScored({ first, second });
    const { proposalId } = await proposeDecision({ actor: first, ...approvalOf(review) });
    const digest = "0".repeat(64);
    expect(await codeOf(sign(first, { proposalId, digest }))).toBe("digest_changed");
    expect(await proposalState(proposalId)).toEqual(["open", null]);
  });
});
