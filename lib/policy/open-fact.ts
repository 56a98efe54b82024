import type { Actor } from "#lib/identity/actor";
import type { Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { lockRecordedFact, type RecordedFact } from "./legal-fact-store";

/** What was on the page, and a confirmation by this person over its digest: at most five minutes old, unused. */
export type Shown = { actor: Actor; factId: string; digest: string; stepUpId: string };

/**
 * The record as it waits to be judged, locked: votes, confirmation and refusal come one after the other.
 *
 * @throws AppError `not_found`; `digest_changed`; `already_signed` when it was confirmed; `wrong_state` when refused
 */
export async function lockOpenFact(tx: Tx, shown: { factId: string; digest: string }): Promise<RecordedFact> {
  const recorded = await lockRecordedFact(tx, shown.factId);
  if (recorded === null) throw new AppError("not_found");
  if (recorded.digest !== shown.digest)
    throw new AppError("digest_changed", "This is not what was recorded: read it again.");
  if (recorded.confirmation !== null) throw new AppError("already_signed", "It was confirmed already.");
  if (recorded.refusal !== null) throw new AppError("wrong_state", "It was refused; record it anew.");
  return recorded;
}

/** @throws AppError `signer_ineligible` to whoever recorded it; `already_signed` to whoever voted on it */
export function requireOther({ recordedById, votes }: RecordedFact, { personId }: Actor): void {
  if (recordedById === personId)
    throw new AppError("signer_ineligible", "You recorded this; another person judges it.");
  if (votes.some(({ memberId }) => memberId === personId))
    throw new AppError("already_signed", "You have voted on this; a vote stands.");
}
