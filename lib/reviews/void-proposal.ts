import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { lockCase } from "./case-store";
import { readOpenCase } from "./open-case";
import { closeProposal, findOpenProposal, type ProposalRow } from "./proposal-store";
import { recomputeDigest } from "./recompute-digest";

/** Why a proposal ended unsigned. */
export type VoidReason = "changed" | "sent_back" | "conflict_declared";

/** Ends a proposal and every signature on it; they stay on record, and count for nothing. */
export async function voidProposal(
  tx: Tx,
  { proposal, reason, now, note }: { proposal: ProposalRow; reason: VoidReason; now: Date; note?: string },
): Promise<void> {
  const voidReason = note === undefined ? reason : `${reason}: ${note}`;
  const closed = await closeProposal(tx, { proposalId: proposal.id, state: "void", reason: voidReason, now });
  if (!closed) throw new Error(`proposal ${proposal.id} is not open`);
  await appendEntry(tx, {
    kind: "decision.voided",
    subjectId: proposal.id,
    data: {
      application_id: proposal.applicationId,
      digest: proposal.digest,
      reason,
      signatures: proposal.signatures.length,
    },
    ...(note === undefined ? {} : { secret: { note } }),
  });
}

/**
 * Voids the open proposal of a case when anything that it covers has changed since: a new revision, another
 * screening, a score. Signing does the same look itself; this is for the caretaker and for pages whose verbs
 * change a case, so that a dead proposal does not stand open until someone tries it.
 *
 * @returns true when there was one and it is void now
 */
export function voidStaleProposal({ applicationId }: { applicationId: string }): Promise<boolean> {
  return transaction(async (tx) => {
    if ((await lockCase(tx, applicationId)) === undefined) return false;
    const proposal = await findOpenProposal(tx, applicationId);
    if (proposal === undefined) return false;
    const found = await readOpenCase(tx, applicationId);
    if ((await recomputeDigest(tx, found, proposal)) === proposal.digest) return false;
    await voidProposal(tx, { proposal, reason: "changed", now: await databaseNow(tx) });
    return true;
  });
}
