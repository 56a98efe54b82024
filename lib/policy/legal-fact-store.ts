import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import type { Day } from "./days";
import { dayOf } from "./days";
import type { FactVote } from "./fact-statement";

export type RecordedFact = {
  id: string;
  fact: string;
  endsId: string | null;
  canonical: string;
  digest: string;
  recordedById: string;
  recordedAt: Date;
  votes: readonly { memberId: string; vote: string; reason: string }[];
  confirmation: { confirmedById: string; confirmedAt: Date } | null;
};

const RECORDED = {
  id: true,
  fact: true,
  endsId: true,
  canonical: true,
  digest: true,
  recordedById: true,
  recordedAt: true,
  votes: { select: { memberId: true, vote: true, reason: true }, orderBy: { votedAt: "asc" } },
  confirmation: { select: { confirmedById: true, confirmedAt: true } },
} as const;

/** Locks what was recorded: votes and confirmations of one fact come one after the other. */
export async function lockRecordedFact(tx: Tx, id: string): Promise<RecordedFact | null> {
  await tx.$queryRaw`SELECT 1 FROM "LegalFact" WHERE id = ${id} FOR UPDATE`;
  return tx.legalFact.findUnique({ where: { id }, select: RECORDED });
}

/**
 * What two people have said and nobody has ended before its first day, as it was known at a moment. Of several
 * confirmed ends the earliest counts: what ended goes on only when it begins anew, by the board.
 *
 * @param knownAt null for all that is known by now
 */
export async function findConfirmedFacts(
  tx: Tx,
  knownAt: Date | null,
): Promise<{ canonical: string; endedOn: Day | null }[]> {
  const known = knownAt === null ? { isNot: null } : { is: { confirmedAt: { lte: knownAt } } };
  const rows = await tx.legalFact.findMany({
    where: { endsId: null, confirmation: known },
    select: {
      canonical: true,
      endings: { where: { confirmation: known }, select: { inForceTo: true }, orderBy: { inForceTo: "asc" } },
    },
    orderBy: { id: "asc" },
  });
  return rows.map(({ canonical, endings }) => {
    const first = endings[0]?.inForceTo;
    return { canonical, endedOn: first == null ? null : dayOf(first) };
  });
}

type Confirmed = { digest: string; method: string; stepUpId: string };

export async function insertFact(
  tx: Tx,
  row: Confirmed & {
    fact: string;
    endsId: string | null;
    inForceFrom: Date | null;
    inForceTo: Date | null;
    canonical: string;
    recordedById: string;
  },
): Promise<string> {
  const id = newId("fct");
  await tx.legalFact.create({ data: { id, ...row }, select: { id: true } });
  return id;
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
