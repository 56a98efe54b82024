import type { Actor } from "#lib/identity/actor";
import type { Tx } from "#lib/platform/db";
import type { Vote } from "./board";
import { findVotes } from "./board-store";
import { findNames } from "./case-store";

export type VoteView = {
  key: string;
  member: string;
  vote: Vote;
  reason: string;
  at: Date;
  isExternal: boolean;
  isTechnical: boolean;
  isMine: boolean;
  /** Still counts: the member sits on the board and has no other part in the case. */
  isPresent: boolean;
};

/** Every vote of the board over a proposal with its reason, in the order in which it was cast; for staff. */
export async function voteViews(tx: Tx, proposalId: string, actor: Actor): Promise<VoteView[]> {
  const rows = await findVotes(tx, proposalId);
  const names = await findNames(
    tx,
    rows.map(({ memberId }) => memberId),
  );
  return rows.map(({ id: key, memberId, votedAt: at, ...row }) => ({
    key,
    at,
    ...row,
    member: names.get(memberId) ?? memberId,
    isMine: memberId === actor.personId,
  }));
}
