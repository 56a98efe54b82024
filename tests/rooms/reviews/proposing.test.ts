import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { read, transaction } from "#lib/platform/db";
import { declareConflict } from "#lib/reviews/declare-conflict";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { sendBackProposal } from "#lib/reviews/send-back-proposal";
import { readSignedContent } from "#lib/reviews/signed-content";
import { voidStaleProposal } from "#lib/reviews/void-proposal";
import { codeOf, declareNone, seedCase, seedRevision, seedScreening, seedStaff } from "./review-case";
import {
  approvalOf,
  conditionsFor,
  declineOf,
  proposalState,
  seedApprovers,
  seedScored,
  sign,
  stateOf,
} from "./signing-case";

let first: Actor;
let second: Actor;
beforeAll(async () => {
  ({ first, second } = await seedApprovers());
});

describe("a proposal is void for good when what it covers changes", () => {
  async function signedOnce() {
    const review = await seedScored({ first, second });
    const proposal = await proposeDecision({ actor: first, ...approvalOf(review) });
    await sign(first, proposal);
    return { review, proposal };
  }

  it("a score, behind the back of the code", async () => {
    const { review, proposal } = await signedOnce();
    await transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
      await tx.factorScore.updateMany({
        where: { revisionId: review.revisionId, factorId: "F06" },
        data: { points: 4 },
      });
    });
    expect(await codeOf(sign(second, proposal))).toBe("digest_changed");
    expect(await proposalState(proposal.proposalId)).toEqual(["void", "changed"]);
    expect(await stateOf(review)).toBe("decision_pending");
    expect(await codeOf(sign(second, proposal))).toBe("wrong_state");
    expect(await codeOf(proposeDecision({ actor: first, ...approvalOf(review) }))).toBe("accepted");
  });

  it("another screening", async () => {
    const { review, proposal } = await signedOnce();
    await transaction((tx) => seedScreening(tx, review.revisionId, review.screening));
    expect(await codeOf(sign(second, proposal))).toBe("digest_changed");
    expect(await proposalState(proposal.proposalId)).toEqual(["void", "changed"]);
  });

  it("another revision, found by the caretaker before anyone signs", async () => {
    const { review, proposal } = await signedOnce();
    expect(await voidStaleProposal(review)).toBe(false);
    const by = { applicationId: review.applicationId, personId: first.personId };
    await transaction((tx) => seedRevision(tx, by, review.application, review.screening));
    expect(await voidStaleProposal(review)).toBe(true);
    expect(await proposalState(proposal.proposalId)).toEqual(["void", "changed"]);
    expect(await voidStaleProposal(review)).toBe(false);
  });

  it("a signer who finds a conflict after all", async () => {
    const { review, proposal } = await signedOnce();
    const { applicationId } = review;
    await declareConflict({
      actor: first,
      applicationId,
      hasConflict: true,
      detail: "Shares, remembered late.",
    });
    expect(await proposalState(proposal.proposalId)).toEqual(["void", "conflict_declared"]);
  });

  it("sent back by the second signer, with a question", async () => {
    const { review, proposal } = await signedOnce();
    const { proposalId } = proposal;
    expect(await codeOf(sendBackProposal({ actor: second, proposalId, reason: " " }))).toBe(
      "invalid_request",
    );
    const reason = "Which audit proves the purge?";
    expect(await sendBackProposal({ actor: second, proposalId, reason })).toEqual({
      applicationId: review.applicationId,
    });
    expect(await proposalState(proposalId)).toEqual(["void", `sent_back: ${reason}`]);
    expect(await codeOf(sendBackProposal({ actor: second, proposalId, reason }))).toBe("wrong_state");
  });
});

describe("an approval cannot be proposed", () => {
  it("under the pass mark, with a factor at 0, or with a critical one too low", async () => {
    const refusals = async (points: (factorId: string) => number) => {
      const review = await seedScored({ first, second }, points);
      const refusal = await proposeDecision({ actor: first, ...approvalOf(review) }).catch((error) => error);
      expect(await codeOf(proposeDecision({ actor: first, ...declineOf(review) }))).toBe("accepted");
      return [refusal.code, ...refusal.extras.reasons];
    };
    expect(await refusals((id) => (id === "F06" ? 0 : 4))).toEqual(["hard_stop", "factor_at_zero"]);
    expect(await refusals((id) => (id === "F07" ? 1 : 4))).toEqual(["hard_stop", "critical_too_low"]);
    expect(await refusals(() => 2)).toEqual(["hard_stop", "under_pass_mark"]);
  });

  it("wider than was asked for, or looser than the rules impose", async () => {
    const review = await seedScored({ first, second });
    const bent = (bend: Partial<ReturnType<typeof conditionsFor>>) => {
      const approval = approvalOf(review);
      return codeOf(
        proposeDecision({ actor: first, ...approval, conditions: { ...approval.conditions, ...bend } }),
      );
    };
    expect(await bent({ operations: ["verify_1_1", "identify_1_n"] })).toBe("invalid_request");
    expect(await bent({ site_names: ["Terminal 5"] })).toBe("invalid_request");
    expect(await bent({ expires_on: "2029-01-01" })).toBe("invalid_request");
    expect(await bent({ rule_conditions: ["made_up"] })).toBe("invalid_request");
    expect(await bent({})).toBe("accepted");
  });

  it("without the conditions that fired rules impose", async () => {
    const review = await seedCase((application) => {
      application.people.subjects = ["workers"];
      application.deployment.sites[0] = {
        name: "Hangar",
        country: "US",
        region: "US-TX",
        city: "Austin",
        place_kind: "workplace",
      };
    });
    expect(review.screening.conditions).not.toEqual([]);
    expect(conditionsFor(review).rule_conditions).toEqual(
      [...new Set(review.screening.conditions.map(({ id }) => id))].sort(),
    );
  });

  it("twice, while scoring goes on, on another revision, without reasons, or by whoever cannot sign", async () => {
    const early = await seedCase();
    await declareNone(first, early);
    expect(await codeOf(proposeDecision({ actor: first, ...approvalOf(early) }))).toBe("wrong_state");
    const review = await seedScored({ first, second });
    const approval = approvalOf(review);
    expect(await codeOf(proposeDecision({ actor: first, ...approval, revisionId: "rev_x" }))).toBe(
      "digest_changed",
    );
    expect(await codeOf(proposeDecision({ actor: first, ...approval, reasons: "Fine." }))).toBe(
      "invalid_request",
    );
    const officer = await seedStaff("compliance_officer");
    await declareNone(officer, review);
    expect(await codeOf(proposeDecision({ actor: officer, ...approval }))).toBe("signer_ineligible");
    expect(await codeOf(proposeDecision({ actor: first, ...approval }))).toBe("accepted");
    expect(await codeOf(proposeDecision({ actor: second, ...approval }))).toBe("wrong_state");
  });
});

it("signs over everything that was judged", async () => {
  const review = await seedScored({ first, second });
  const { proposalId } = await proposeDecision({ actor: first, ...approvalOf(review) });
  const row = await read((tx) => tx.decisionProposal.findUniqueOrThrow({ where: { id: proposalId } }));
  const content = readSignedContent(row.canonical);
  expect(content.proposal_id).toBe(proposalId);
  expect(content.application.revision_id).toBe(review.revisionId);
  expect(content.pack).toEqual({ version: "2026-11", digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(content.screening.tier).toBe("T1");
  expect(content.scores.map(({ factor_id }) => factor_id)).toEqual([
    "F01",
    "F02",
    "F03",
    "F04",
    "F05",
    "F06",
    "F07",
    "F08",
    "F10",
    "F11",
    "F12",
    "F13",
    "F14",
  ]);
  expect(content.v).toBe(2);
  expect(content.documents?.length).toBe(review.application.documents.length);
  expect(content.conditions).toEqual(approvalOf(review).conditions);
  expect(content.grant_terms).toEqual(approvalOf(review).grantTerms);
});
