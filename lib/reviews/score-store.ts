import type { Lane } from "#lib/identity/roles";
import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import type { Place } from "./lanes";

export type Holder = { id: string; lane: string; seat: number; personId: string; assignedAt: Date };

/** Who holds which lane now; recused people are not among them. */
export async function findHolders(tx: Tx, applicationId: string): Promise<Holder[]> {
  return tx.laneAssignment.findMany({
    where: { applicationId, recusedAt: null },
    orderBy: { assignedAt: "asc" },
    select: { id: true, lane: true, seat: true, personId: true, assignedAt: true },
  });
}

export async function insertHolder(
  tx: Tx,
  holder: Place & { applicationId: string; personId: string },
): Promise<void> {
  await tx.laneAssignment.create({ data: { id: newId("asg"), ...holder }, select: { id: true } });
}

/** Takes a person out of their lane, and what they had drafted with them: nobody goes on from a recused hand. */
export async function recuseHolder(
  tx: Tx,
  of: { applicationId: string; lane: Lane; personId: string; now: Date },
): Promise<void> {
  const { applicationId, lane, personId, now } = of;
  await updateHolders(tx, { applicationId, lane, personId }, { recusedAt: now });
  await tx.factorScore.deleteMany({ where: { applicationId, lane, scorerId: personId, lockedAt: null } });
}

/**
 * Frees every lane for a fresh round. Who scored stays on record with the scores, so that nobody signs what they
 * scored in an earlier round; recused people stay recused.
 */
export async function freeLanes(tx: Tx, applicationId: string): Promise<void> {
  await tx.laneAssignment.deleteMany({ where: { applicationId, recusedAt: null } });
}

/** Frees these lanes, both seats of each, for someone to score them anew. */
export async function freeSomeLanes(tx: Tx, applicationId: string, lanes: readonly string[]): Promise<void> {
  await tx.laneAssignment.deleteMany({ where: { applicationId, lane: { in: [...lanes] }, recusedAt: null } });
}

export type ScoreRow = {
  id: string;
  factorId: string;
  lane: string;
  seat: number;
  scorerId: string;
  points: number | null;
  rationale: string;
  privateNote: string;
  updatedAt: Date;
  lockedAt: Date | null;
  /** The locked score of an earlier revision that this one repeats; null for one given on its own. */
  keptFromId: string | null;
};

/** Every score on a revision, sealed or not: what leaves this room goes through the views. */
export async function findScores(tx: Tx, revisionId: string): Promise<ScoreRow[]> {
  return tx.factorScore.findMany({
    where: { revisionId },
    orderBy: [{ factorId: "asc" }, { lane: "asc" }, { seat: "asc" }],
    select: {
      id: true,
      factorId: true,
      lane: true,
      seat: true,
      scorerId: true,
      points: true,
      rationale: true,
      privateNote: true,
      updatedAt: true,
      lockedAt: true,
      keptFromId: true,
    },
  });
}

export type DraftScore = Place & {
  applicationId: string;
  revisionId: string;
  factorId: string;
  scorerId: string;
  points: number | null;
  rationale: string;
  privateNote: string;
};

/** Saves a draft; the caller has seen that it is not locked, and the database would refuse it if it were. */
export async function saveDraftScore(tx: Tx, score: DraftScore): Promise<void> {
  const { revisionId, factorId, lane, seat, points, rationale, privateNote } = score;
  await tx.factorScore.upsert({
    where: { revisionId_factorId_lane_seat: { revisionId, factorId, lane, seat } },
    create: { id: newId("fsc"), ...score },
    update: { points, rationale, privateNote },
    select: { id: true },
  });
}

/** Locks a seat's scores on a revision, and the seat; neither opens again on this revision. */
export async function lockScores(
  tx: Tx,
  of: Place & { applicationId: string; revisionId: string; now: Date },
): Promise<void> {
  const { applicationId, revisionId, lane, seat, now } = of;
  await tx.factorScore.updateMany({
    where: { revisionId, lane, seat, lockedAt: null },
    data: { lockedAt: now },
  });
  await updateHolders(tx, { applicationId, lane, seat }, { lockedAt: now });
}

/** Files a score on a later revision, from an earlier one: locked as it was, or as a draft to go on from. */
export async function insertKeptScore(
  tx: Tx,
  score: Omit<ScoreRow, "id" | "updatedAt"> & { applicationId: string; revisionId: string },
): Promise<void> {
  await tx.factorScore.create({ data: { id: newId("fsc"), ...score }, select: { id: true } });
}

/** Seats that have something to score again are no longer locked. */
export async function reopenLanes(tx: Tx, applicationId: string, places: readonly Place[]): Promise<void> {
  for (const { lane, seat } of places) {
    await updateHolders(tx, { applicationId, lane, seat }, { lockedAt: null });
  }
}

/** Changes who holds lanes now; what is on record of recused people stays as it is. */
async function updateHolders(
  tx: Tx,
  of: { applicationId: string; lane: Lane; seat?: number; personId?: string },
  data: { recusedAt: Date } | { lockedAt: Date | null },
): Promise<void> {
  await tx.laneAssignment.updateMany({ where: { ...of, recusedAt: null }, data });
}
