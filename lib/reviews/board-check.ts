import type { Actor } from "#lib/identity/actor";
import type { Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { trackOf } from "#lib/policy/lanes";
import { type Tally, tally } from "./board";
import { findSeats, findVotes } from "./board-store";
import type { OpenCase } from "./open-case";
import type { ProposalRow } from "./proposal-store";

type Proposed = { found: OpenCase; proposal: Pick<ProposalRow, "id" | "outcome"> };

/** Whether approvals of this case are voted on: its tier's track has a board, and it is no emergency (HS27). */
export function isBoardCase({ pack, screening, emergency }: OpenCase): boolean {
  return trackOf(pack, screening.result.tier).board !== null && emergency === null;
}

/**
 * Where the board stands on a proposal.
 *
 * @returns null where no board is asked: below tier 4, in an emergency (HS27), and for anything but an approval
 */
export async function boardTally(tx: Tx, { found, proposal }: Proposed): Promise<Tally | null> {
  const { board } = trackOf(found.pack, found.screening.result.tier);
  if (board === null || !isBoardCase(found) || proposal.outcome !== "approve") return null;
  const votes = (await findVotes(tx, proposal.id)).filter(({ isPresent }) => isPresent);
  return tally(votes, (await findSeats(tx)).length, board);
}

/**
 * Lets an approver sign what the board has passed, or what no board is asked about.
 *
 * @throws AppError `signer_ineligible` before the board has passed it, and to whoever voted on it
 */
export async function requireBoard(
  tx: Tx,
  { actor, ...proposed }: Proposed & { actor: Actor },
): Promise<void> {
  const refusal = await boardRefusal(tx, { actor, ...proposed });
  if (refusal !== null) throw new AppError("signer_ineligible", refusal, { reasons: ["board"] });
}

/** Why the board keeps this person from signing; null when it does not. */
export async function boardRefusal(
  tx: Tx,
  { actor, found, proposal }: Proposed & { actor: Actor },
): Promise<string | null> {
  const standing = await boardTally(tx, { found, proposal });
  if (standing === null) return null;
  const votes = await findVotes(tx, proposal.id);
  if (votes.some(({ memberId }) => memberId === actor.personId))
    return "You voted on it as a member of the board; others sign.";
  return standing.hasPassed ? null : `The board has not passed it: ${standing.lacks.join(" ")}`;
}
