import type { Tx } from "#lib/platform/db";
import type { Prisma } from "#lib/platform/prisma/client";
import type { Day } from "./days";
import { dayOf } from "./days";
import type { FactVote } from "./fact-statement";

/** Each with the confirmation of the person behind it: how, and the step-up under which an assertion is kept. */
type By = { method: string; stepUpId: string };

export type RecordedFact = By & {
  id: string;
  fact: string;
  endsId: string | null;
  canonical: string;
  digest: string;
  recordedById: string;
  recordedAt: Date;
  votes: readonly (By & { memberId: string; vote: string; reason: string; votedAt: Date })[];
  confirmation: (By & { confirmedById: string; confirmedAt: Date }) | null;
  refusal: (By & { refusedById: string; reason: string; refusedAt: Date }) | null;
};

const RECORDED = {
  id: true,
  fact: true,
  endsId: true,
  canonical: true,
  digest: true,
  recordedById: true,
  recordedAt: true,
  method: true,
  stepUpId: true,
  votes: { omit: { factId: true, digest: true }, orderBy: { votedAt: "asc" } },
  confirmation: { omit: { factId: true, digest: true } },
  refusal: { omit: { factId: true, digest: true } },
} satisfies Prisma.LegalFactSelect;

/** Locks what was recorded: votes and confirmations of one fact come one after the other. */
export async function lockRecordedFact(tx: Tx, id: string): Promise<RecordedFact | null> {
  await tx.$queryRaw`SELECT 1 FROM "LegalFact" WHERE id = ${id} FOR UPDATE`;
  return tx.legalFact.findUnique({ where: { id }, select: RECORDED });
}

export function findRecordedFact(tx: Tx, id: string): Promise<RecordedFact | null> {
  return tx.legalFact.findUnique({ where: { id }, select: RECORDED });
}

/** Everything that was ever recorded, the newest first. */
export function findRecordedFacts(tx: Tx): Promise<RecordedFact[]> {
  return tx.legalFact.findMany({ select: RECORDED, orderBy: [{ recordedAt: "desc" }, { id: "desc" }] });
}

/** Records that nobody has confirmed or refused. */
export function countOpenFacts(tx: Tx): Promise<number> {
  return tx.legalFact.count({ where: { confirmation: null, refusal: null } });
}

/** A fact as two people have said it, with the last day by a later record. */
export type ConfirmedFact = { id: string; canonical: string; endedOn: Day | null };

/**
 * What two people have said and nobody has ended before its first day, as it was known at a moment. Of several
 * confirmed ends the earliest counts: what ended goes on only when it begins anew, by the board.
 *
 * @param knownAt null for all that is known by now
 */
export async function findConfirmedFacts(tx: Tx, knownAt: Date | null): Promise<ConfirmedFact[]> {
  const known = knownAt === null ? { isNot: null } : { is: { confirmedAt: { lte: knownAt } } };
  const rows = await tx.legalFact.findMany({
    where: { endsId: null, confirmation: known },
    select: {
      id: true,
      canonical: true,
      endings: { where: { confirmation: known }, select: { inForceTo: true }, orderBy: { inForceTo: "asc" } },
    },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id, canonical, endings }) => {
    const first = endings[0]?.inForceTo;
    return { id, canonical, endedOn: first == null ? null : dayOf(first) };
  });
}

type Confirmed = { digest: string; method: string; stepUpId: string };

export async function insertFact(
  tx: Tx,
  row: Confirmed & {
    id: string;
    fact: string;
    endsId: string | null;
    inForceFrom: Date | null;
    inForceTo: Date | null;
    canonical: string;
    recordedById: string;
  },
): Promise<void> {
  await tx.legalFact.create({ data: row, select: { id: true } });
}

export async function insertFactVote(
  tx: Tx,
  row: Confirmed & { factId: string; memberId: string; vote: FactVote; reason: string },
): Promise<void> {
  await tx.legalFactVote.create({ data: row, select: { factId: true } });
}

/** Whether the board has passed it, by the votes of those who sit on it now; the database's own count. */
export async function hasBoardPassed(tx: Tx, factId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ passed: boolean }[]>`SELECT guard_fact_board_passed(${factId}) AS passed`;
  return rows[0]?.passed === true;
}

export async function insertFactConfirmation(
  tx: Tx,
  row: Confirmed & { factId: string; confirmedById: string },
): Promise<void> {
  await tx.legalFactConfirmation.create({ data: row, select: { factId: true } });
}

export async function insertFactRefusal(
  tx: Tx,
  row: Confirmed & { factId: string; refusedById: string; reason: string },
): Promise<void> {
  await tx.legalFactRefusal.create({ data: row, select: { factId: true } });
}

/** Whether this person has a seat on the board; the seats are the reviews' own, and the guards ask the same. */
export async function isSeated(tx: Tx, personId: string): Promise<boolean> {
  const seats = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "BoardSeat" WHERE "personId" = ${personId} AND "endedAt" IS NULL`;
  return seats.length > 0;
}
