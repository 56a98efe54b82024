import { type Actor, hasStaffRole } from "#lib/identity/actor";
import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { requirePart } from "./access";
import type { Tally } from "./board";
import { boardTally } from "./board-check";
import { findSeatOf } from "./board-store";
import { canVote, REFUSAL_WORDS } from "./eligibility";
import { readOpenCase } from "./open-case";
import { findProposals } from "./proposal-store";
import { type ProposalView, withNames } from "./proposal-view";
import { recomputeDigest } from "./recompute-digest";
import { type VoteView, voteViews } from "./vote-views";

export type BoardDesk = {
  applicationId: string;
  reference: string;
  title: string;
  organisationName: string;
  proposal: ProposalView;
  tally: Tally;
  votes: readonly VoteView[];
  isOpen: boolean;
  /** Anything that the proposal covers has changed since: nobody votes on it. */
  isStale: boolean;
  /** Why this person may not vote; empty when they may. */
  refusals: readonly string[];
  hasVoted: boolean;
  conflict: "undeclared" | "none" | "declared";
};

/**
 * The proposal that the board decides on, or last decided on, with every vote and the dissents among them.
 *
 * @throws AppError as `dossier`; `wrong_state` where no board is asked
 */
export function boardDesk(actor: Actor, applicationId: string): Promise<BoardDesk> {
  return read(async (tx) => {
    const part = await requirePart(tx, actor, applicationId);
    const found = await readOpenCase(tx, applicationId);
    const row = (await findProposals(tx, applicationId)).find(({ state }) => state !== "void");
    const tally = row === undefined ? null : await boardTally(tx, { found, proposal: row });
    if (row === undefined || tally === null)
      throw new AppError("wrong_state", "No approval of this case is before the board.");
    const [proposal] = await withNames(tx, [row], actor);
    if (proposal === undefined) throw new AppError("not_found");
    const votes = await voteViews(tx, row.id, actor);
    const hasSigned = row.signatures.some(({ signerId }) => signerId === actor.personId);
    const isSeated = (await findSeatOf(tx, actor.personId)) !== null && hasStaffRole(actor, "board_member");
    const eligible = canVote(part, { isSeated, hasSigned });
    return {
      applicationId,
      reference: found.reference,
      title: found.title,
      organisationName: found.organisationName,
      proposal,
      tally,
      votes,
      isOpen: row.state === "open",
      isStale: row.state === "open" && (await recomputeDigest(tx, found, row)) !== row.digest,
      refusals: eligible.ok ? [] : eligible.refusals.map((refusal) => REFUSAL_WORDS[refusal]),
      hasVoted: votes.some(({ isMine }) => isMine),
      conflict: part.conflict,
    };
  });
}
