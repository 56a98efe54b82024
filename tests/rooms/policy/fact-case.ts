import type { Actor } from "#lib/identity/actor";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { newId } from "#lib/platform/ids";
import { confirmFact } from "#lib/policy/confirm-fact";
import type { FactDraft } from "#lib/policy/fact-faults";
import { type FactVote, factText } from "#lib/policy/fact-statement";
import { recordFact } from "#lib/policy/record-fact";
import { voteOnFact } from "#lib/policy/vote-on-fact";
import { seatMember } from "#lib/reviews/seat-board";
import { seedStaff } from "../reviews/review-case";
import { seedStepUp } from "../reviews/signing-case";
import { BEGINS } from "./said";

export type Recorded = { factId: string; digest: string };

/** Whoever it takes to put a fact on record: three seats, so that two members are a majority of them. */
export type FactPeople = {
  recorder: Actor;
  lawyer: Actor;
  board: { outside: Actor; house: Actor; third: Actor };
};

export const WHY = "Each demand of the checklist is met by a section of the statute.";

export async function seedFactPeople(): Promise<FactPeople> {
  const recorder = await seedStaff("compliance");
  const lawyer = await seedStaff("legal");
  const officer = await seedStaff("compliance_officer");
  const seated = async (isExternal: boolean) => {
    const member = await seedStaff("board_member");
    await seatMember({ actor: officer, personId: member.personId, isExternal, isTechnical: false });
    return member;
  };
  const board = { outside: await seated(true), house: await seated(false), third: await seated(false) };
  return { recorder, lawyer, board };
}

/** Records a fact as one person; no caretaker runs here, and a ledger that stands still stops all of this. */
export async function recordAs(actor: Actor, change: Partial<FactDraft> = {}): Promise<Recorded> {
  await sequenceEntries({ now: new Date() });
  const said = { ...BEGINS, id: newId("fct"), ...change };
  return recordFact({ actor, said, stepUpId: await seedStepUp(actor, factText(said).digest) });
}

export async function voteAs(
  actor: Actor,
  { factId, digest }: Recorded,
  vote: FactVote = "for",
): Promise<{ hasPassed: boolean }> {
  await sequenceEntries({ now: new Date() });
  const stepUpId = await seedStepUp(actor, digest);
  return voteOnFact({ actor, factId, digest, vote, reason: WHY, stepUpId });
}

export async function confirmAs(
  actor: Actor,
  { factId, digest }: Recorded,
  ageSeconds = 0,
): Promise<{ factId: string }> {
  await sequenceEntries({ now: new Date() });
  return confirmFact({ actor, factId, digest, stepUpId: await seedStepUp(actor, digest, ageSeconds) });
}

/** Recorded, and passed by the board. */
export async function passedBy(
  { recorder, board }: FactPeople,
  change: Partial<FactDraft> = {},
): Promise<Recorded> {
  const recorded = await recordAs(recorder, change);
  await voteAs(board.outside, recorded);
  await voteAs(board.house, recorded);
  return recorded;
}
