import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { tally, type Vote } from "#lib/reviews/board";
import { boardDesk } from "#lib/reviews/board-view";
import { castVote } from "#lib/reviews/cast-vote";
import { signingDesk } from "#lib/reviews/decision-view";
import { declareConflict } from "#lib/reviews/declare-conflict";
import { decisionRecord } from "#lib/reviews/proposal-view";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { seatMember, unseatMember } from "#lib/reviews/seat-board";
import { seedStaffRole } from "#tests/support/seed-staff-role";
import { scoreTwice, seedOfTier } from "./double-case";
import { codeOf, declareNone, holdLane, type ReviewCase, seedStaff } from "./review-case";
import {
  type Approvers,
  approvalOf,
  declineOf,
  proposalState,
  seedApprovers,
  seedStepUp,
  sign,
  stateOf,
} from "./signing-case";

const WHY = "The pilot shows it: nobody was stopped whom the second reviewer had not seen.";
const RULES = { quorum: "majority", external_members_min: 1, non_technical_members_min: 1 } as const;

let officer: Actor;
/** External and not technical, external and technical, of the house and not technical. */
let board: { outside: Actor; expert: Actor; house: Actor };
const seatIds = new Map<string, string>();

beforeAll(async () => {
  officer = await seedStaff("compliance_officer");
  const seated = async (isExternal: boolean, isTechnical: boolean) => {
    const member = await seedStaff("board_member");
    const { seatId } = await seatMember({
      actor: officer,
      personId: member.personId,
      isExternal,
      isTechnical,
    });
    seatIds.set(member.personId, seatId);
    return member;
  };
  board = {
    outside: await seated(true, false),
    expert: await seated(true, true),
    house: await seated(false, false),
  };
});

type Proposal = { proposalId: string; digest: string };
type Convened = { review: ReviewCase; approvers: Approvers; proposal: Proposal };

async function convened(): Promise<Convened> {
  const approvers = await seedApprovers();
  const review = await seedOfTier("T4");
  await scoreTwice(review);
  for (const actor of [...Object.values(approvers), ...Object.values(board)])
    await declareNone(actor, review);
  const proposal = await proposeDecision({ actor: approvers.first, ...approvalOf(review) });
  return { review, approvers, proposal };
}

async function vote(actor: Actor, { proposalId, digest }: Proposal, cast: Vote, change: object = {}) {
  await sequenceEntries({ now: new Date() });
  const stepUpId = await seedStepUp(actor, digest);
  return castVote({ actor, proposalId, digest, vote: cast, reason: WHY, stepUpId, ...change });
}

describe("the board's tally", () => {
  const member = (cast: Vote, isExternal = false, isTechnical = true) => ({
    vote: cast,
    isExternal,
    isTechnical,
  });

  it.each([
    ["without a quorum", [member("for", true, false)], 2],
    ["without an external member", [member("for", false, false), member("for")], 3],
    ["without a non-technical member", [member("for", true), member("for")], 3],
    ["on a tie", [member("for", true, false), member("against")], 3],
    ["when abstentions leave no majority", [member("for", true, false), member("abstain")], 3],
    ["with nobody there", [], 0],
  ])("passes nothing %s", (_why, votes, seats) => {
    const { hasPassed, lacks } = tally(votes, seats, RULES);
    expect([hasPassed, lacks.length > 0]).toEqual([false, true]);
  });

  it("passes what a majority of those present is for, one of them external and one not technical", () => {
    const votes = [member("for", true), member("for", false, false), member("against")];
    expect(tally(votes, 5, RULES)).toMatchObject({
      hasPassed: true,
      present: 3,
      for: 2,
      against: 1,
      lacks: [],
    });
  });
});

describe("an approval of tier 4", () => {
  it("is signed by nobody before the board has passed it, and decided by two signatures after", async () => {
    const { review, approvers, proposal } = await convened();
    expect(await codeOf(sign(approvers.first, proposal))).toBe("signer_ineligible");
    const { signRefusals, ...desk } = await signingDesk(approvers.first, review.applicationId);
    expect(desk).toMatchObject({ isBoardCase: true, isForBoard: true });
    expect(signRefusals.join(" ")).toContain("has not passed");

    expect((await vote(board.house, proposal, "for")).tally.hasPassed).toBe(false);
    expect(await codeOf(sign(approvers.first, proposal))).toBe("signer_ineligible");
    expect((await vote(board.outside, proposal, "for")).tally.hasPassed).toBe(true);
    const { tally: last } = await vote(board.expert, proposal, "against");
    expect(last).toMatchObject({ present: 3, for: 2, against: 1, hasPassed: true });

    await sign(approvers.first, proposal);
    expect(await stateOf(review)).toBe("decision_pending");
    await sign(approvers.second, proposal);
    expect(await stateOf(review)).toBe("approved_conditional");
  });

  it("keeps a dissent with its reason in the record, and its words out of the public ledger", async () => {
    const { review, approvers, proposal } = await convened();
    const dissent = "A watchlist of this size has no place at a station, whatever its error rates are.";
    await vote(board.expert, proposal, "against", { reason: dissent });
    const { votes } = await boardDesk(approvers.first, review.applicationId);
    expect(votes).toMatchObject([{ vote: "against", reason: dissent, isExternal: true, isTechnical: true }]);
    const { proposals } = await decisionRecord(approvers.first, review.applicationId);
    expect(proposals).toMatchObject([
      { id: proposal.proposalId, votes: [{ vote: "against", reason: dissent }] },
    ]);
    const leaves = await read((tx) =>
      tx.ledgerPending.findMany({ where: { subjectId: proposal.proposalId } }),
    );
    const [leaf] = leaves.filter(({ kind }) => kind === "board.voted");
    expect(JSON.parse(leaf?.leaf ?? "{}").data).toMatchObject({ vote: "against", digest: proposal.digest });
    expect(leaves.map((one) => one.leaf).join()).not.toContain("watchlist");
  });

  it("is not passed by a majority against it", async () => {
    const { approvers, proposal } = await convened();
    await vote(board.house, proposal, "against");
    await vote(board.outside, proposal, "against");
    await vote(board.expert, proposal, "for");
    expect(await codeOf(sign(approvers.first, proposal))).toBe("signer_ineligible");
  });

  it("asks no board about a refusal: two approvers sign it", async () => {
    const approvers = await seedApprovers();
    const review = await seedOfTier("T4");
    await scoreTwice(review);
    for (const actor of [...Object.values(approvers), board.house]) await declareNone(actor, review);
    const proposal = await proposeDecision({ actor: approvers.first, ...declineOf(review) });
    expect(await codeOf(vote(board.house, proposal, "for"))).toBe("wrong_state");
    await sign(approvers.first, proposal);
    await sign(approvers.second, proposal);
    expect(await stateOf(review)).toBe("declined");
  });
});

describe("a vote", () => {
  it("is a seated member's own, over the digest of the page, with a reason, and once", async () => {
    const { approvers, proposal } = await convened();
    const stranger = await seedStaff("board_member");
    expect(await codeOf(vote(stranger, proposal, "for"))).toBe("signer_ineligible");
    expect(await codeOf(vote(approvers.first, proposal, "for"))).toBe("forbidden");
    expect(await codeOf(vote(board.house, proposal, "for", { digest: "0".repeat(64) }))).toBe(
      "digest_changed",
    );
    expect(await codeOf(vote(board.house, proposal, "for", { reason: "Fine." }))).toBe("invalid_request");
    const stale = { stepUpId: await seedStepUp(board.house, proposal.digest, 301) };
    expect(await codeOf(vote(board.house, proposal, "for", stale))).toBe("step_up_stale");
    await vote(board.house, proposal, "for");
    expect(await codeOf(vote(board.house, proposal, "against"))).toBe("already_signed");
  });

  it("is nobody's with another part in the case, and whoever votes does not sign", async () => {
    const approvers = await seedApprovers();
    const review = await seedOfTier("T4");
    const scorer = await holdLane(review, "security");
    await scoreTwiceBut(review, scorer);
    const both = { ...board.house, staffRoles: [...board.house.staffRoles, APPROVER] };
    await transaction((tx) =>
      seedStaffRole(tx, { data: { id: newId("rol"), personId: both.personId, ...APPROVER } }),
    );
    for (const actor of [...Object.values(approvers), ...Object.values(board)])
      await declareNone(actor, review);
    const proposal = await proposeDecision({ actor: approvers.first, ...approvalOf(review) });
    const { seatId } = await seatMember({
      actor: officer,
      personId: (await asMember(scorer)).personId,
      isExternal: false,
      isTechnical: true,
    });
    const member = {
      ...scorer,
      staffRoles: [...scorer.staffRoles, { role: "board_member", homeLane: null } as const],
    };
    expect(await codeOf(vote(member, proposal, "for"))).toBe("signer_ineligible");
    await unseatMember({ actor: officer, seatId });
    await vote(board.house, proposal, "for");
    await vote(board.outside, proposal, "for");
    expect(await codeOf(sign(both, proposal))).toBe("signer_ineligible");
  });

  it("of a member who declares a conflict afterwards voids the proposal", async () => {
    const { review, proposal } = await convened();
    await vote(board.outside, proposal, "for");
    const { applicationId } = review;
    const member = await seedStaff("board_member");
    await seatAs(member);
    await declareNone(member, review);
    await vote(member, proposal, "for");
    await declareConflict({
      actor: member,
      applicationId,
      hasConflict: true,
      detail: "A cousin works there.",
    });
    expect((await proposalState(proposal.proposalId))[0]).toBe("void");
    await unseat(member);
  });

  it("counts no more once its member has left the board", async () => {
    const { approvers, proposal } = await convened();
    const member = await seedStaff("board_member");
    await seatAs(member);
    const { applicationId } = await read((tx) =>
      tx.decisionProposal.findUniqueOrThrow({ where: { id: proposal.proposalId } }),
    );
    await declareConflict({ actor: member, applicationId, hasConflict: false, detail: "" });
    await vote(board.house, proposal, "for");
    await vote(member, proposal, "for");
    await vote(board.outside, proposal, "against");
    await unseat(member);
    expect(await codeOf(sign(approvers.first, proposal))).toBe("signer_ineligible");
  });
});

describe("a seat", () => {
  it("is given by a compliance officer to someone who holds the role, and never to oneself", async () => {
    const member = await seedStaff("board_member");
    const as = { isExternal: true, isTechnical: true };
    const give = (actor: Actor, personId: string) => seatMember({ actor, personId, ...as });
    expect(await codeOf(give(await seedStaff("operator"), member.personId))).toBe("forbidden");
    expect(await codeOf(give(officer, officer.personId))).toBe("forbidden");
    expect(await codeOf(give(officer, (await seedStaff("legal")).personId))).toBe("invalid_request");
    const { seatId } = await give(officer, member.personId);
    expect(await give(officer, member.personId)).toEqual({ seatId });
    const other = seatMember({
      actor: officer,
      personId: member.personId,
      isExternal: false,
      isTechnical: true,
    });
    expect(await codeOf(other)).toBe("wrong_state");
    await unseatMember({ actor: officer, seatId });
    expect(await codeOf(unseatMember({ actor: officer, seatId }))).toBe("wrong_state");
  });
});

describe("the database", () => {
  it("refuses a vote of whoever does not sit there or has a part in the case, a stale confirmation, and any change", async () => {
    const { approvers, proposal, review } = await convened();
    const raw = async (memberId: string, seatId: string, change: object = {}, age = 0) => {
      const stepUpId = await seedStepUp(
        { ...board.house, personId: memberId, sessionId: await sessionOf(memberId) },
        proposal.digest,
        age,
      );
      return transaction((tx) =>
        tx.boardVote.create({
          data: {
            id: newId("bvt"),
            ...proposal,
            seatId,
            memberId,
            vote: "for",
            reason: WHY,
            method: "password",
            stepUpId,
            ...change,
          },
        }),
      );
    };
    const { personId } = board.house;
    const seatId = seatIds.get(personId) ?? "";
    await expect(raw(approvers.first.personId, seatId)).rejects.toThrow(/vote_not_seated/);
    await expect(raw(personId, seatId, { digest: "0".repeat(64) })).rejects.toThrow(/vote_proposal/);
    await expect(raw(personId, seatId, {}, 301)).rejects.toThrow(/vote_step_up_stale/);
    await transaction((tx) =>
      tx.conflictDeclaration.updateMany({
        where: { applicationId: review.applicationId, personId },
        data: { hasConflict: true },
      }),
    );
    await expect(raw(personId, seatId)).rejects.toThrow(/vote_conflict/);
    const outside = board.outside.personId;
    const { id } = await raw(outside, seatIds.get(outside) ?? "");
    const change = transaction((tx) => tx.boardVote.update({ where: { id }, data: { vote: "against" } }));
    await expect(change).rejects.toThrow(/append_only/);
  });
});

const APPROVER = { role: "approver", homeLane: "technical" } as const;

async function sessionOf(personId: string): Promise<string> {
  return transaction(async (tx) => {
    const id = newId("ses");
    await tx.authSession.create({ data: { id, personId, expiresAt: new Date(Date.now() + 3_600_000) } });
    return id;
  });
}

async function seatAs(member: Actor): Promise<void> {
  const { personId } = member;
  const { seatId } = await seatMember({ actor: officer, personId, isExternal: false, isTechnical: true });
  seatIds.set(personId, seatId);
}

const unseat = ({ personId }: Actor) => unseatMember({ actor: officer, seatId: seatIds.get(personId) ?? "" });

async function asMember(actor: Actor): Promise<Actor> {
  await transaction((tx) =>
    seedStaffRole(tx, {
      data: { id: newId("rol"), personId: actor.personId, role: "board_member", homeLane: null },
    }),
  );
  return actor;
}

/** Every seat but the one that is held already. */
async function scoreTwiceBut(review: ReviewCase, holder: Actor): Promise<void> {
  await scoreTwice(review, { first: () => 4, second: () => 4 }, { security: holder });
}
