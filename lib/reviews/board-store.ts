import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import type { Vote } from "./board";

export type SeatRow = { id: string; personId: string; isExternal: boolean; isTechnical: boolean };

const seatColumns = { id: true, personId: true, isExternal: true, isTechnical: true } as const;

/** Every seat that is taken now, in the order in which it was. */
export async function findSeats(tx: Tx): Promise<SeatRow[]> {
  return tx.boardSeat.findMany({
    where: { endedAt: null },
    orderBy: [{ seatedAt: "asc" }, { id: "asc" }],
    select: seatColumns,
  });
}

export async function findSeatOf(tx: Tx, personId: string): Promise<SeatRow | null> {
  return tx.boardSeat.findFirst({ where: { personId, endedAt: null }, select: seatColumns });
}

export async function insertSeat(tx: Tx, row: Omit<SeatRow, "id"> & { seatedById: string }): Promise<string> {
  const id = newId("brd");
  await tx.boardSeat.create({ data: { id, ...row }, select: { id: true } });
  return id;
}

/** @returns whose seat it was; null when it had ended */
export async function endSeat(tx: Tx, id: string, endedAt: Date): Promise<string | null> {
  const seat = await tx.boardSeat.findFirst({ where: { id, endedAt: null }, select: { personId: true } });
  if (seat === null) return null;
  await tx.boardSeat.update({ where: { id }, data: { endedAt }, select: { id: true } });
  return seat.personId;
}

/** People who hold the role board_member now. */
export async function findBoardPeople(tx: Tx): Promise<{ id: string; name: string }[]> {
  return tx.person.findMany({
    where: { disabledAt: null, staffRoles: { some: { role: "board_member", endedAt: null } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
}

export type VoteRow = {
  id: string;
  memberId: string;
  vote: Vote;
  reason: string;
  votedAt: Date;
  isExternal: boolean;
  isTechnical: boolean;
  /** The member sits on the board and has no other part in the case; of a decided proposal, sat on it when it was decided. */
  isPresent: boolean;
};

/** Every vote over a proposal, in the order in which it was cast. */
export async function findVotes(tx: Tx, proposalId: string): Promise<VoteRow[]> {
  return tx.$queryRaw<VoteRow[]>`
    SELECT v.id, v."memberId", v.vote, v.reason, v."votedAt", b."isExternal", b."isTechnical",
      CASE WHEN d.id IS NULL
        THEN b."endedAt" IS NULL AND guard_signer_refusal(v."memberId", p."applicationId") IS NULL
        ELSE b."endedAt" IS NULL OR b."endedAt" > d."decidedAt" END AS "isPresent"
    FROM "BoardVote" v JOIN "BoardSeat" b ON b.id = v."seatId" JOIN "DecisionProposal" p ON p.id = v."proposalId"
      LEFT JOIN "Decision" d ON d."proposalId" = p.id
    WHERE v."proposalId" = ${proposalId}
    ORDER BY v."votedAt", v.id`;
}

/** The database refuses it for every reason in guard_vote, and sets the time itself. */
export async function insertVote(
  tx: Tx,
  vote: {
    proposalId: string;
    seatId: string;
    memberId: string;
    vote: Vote;
    reason: string;
    digest: string;
    method: string;
    stepUpId: string;
  },
): Promise<void> {
  await tx.boardVote.create({ data: { id: newId("bvt"), ...vote }, select: { id: true } });
}
