import { keptAssertions, proofOf, proofWords } from "#lib/identity/kept-assertion";
import type { Tx } from "#lib/platform/db";
import type { Proposal } from "./proposal-store";
import { findNames } from "./role-store";

/** One act on a proposal, by whom, and what stands behind it. */
export type ProposalEvent = {
  key: string;
  at: Date;
  what: "proposed" | "confirmed" | "refused";
  name: string;
  isMine: boolean;
  /** null where none is given. */
  reason: string | null;
  /** Whether anyone can verify it again, in words. */
  proof: string;
};

type Act = Pick<ProposalEvent, "at" | "what" | "reason"> & {
  personId: string;
  method: string;
  stepUpId: string;
};

/** What happened to a proposal, in the order in which it did. */
export async function proposalHistory(tx: Tx, proposal: Proposal, reader: string): Promise<ProposalEvent[]> {
  const acts = actsOn(proposal);
  const kept = await keptAssertions(
    tx,
    acts.map(({ stepUpId }) => stepUpId),
  );
  const names = await findNames(
    tx,
    acts.map(({ personId }) => personId),
  );
  return acts.map(({ personId, method, stepUpId, ...act }) => ({
    ...act,
    key: stepUpId,
    name: names.get(personId) ?? "someone",
    isMine: personId === reader,
    proof: proofWords(proofOf(method, kept.get(stepUpId)), method),
  }));
}

function actsOn({ confirmation, refusal, ...proposal }: Proposal): Act[] {
  const { proposedById, proposedAt, method, stepUpId } = proposal;
  const acts: Act[] = [
    { what: "proposed", personId: proposedById, at: proposedAt, reason: null, method, stepUpId },
  ];
  if (confirmation !== null) {
    const { confirmedById: personId, confirmedAt: at, ...by } = confirmation;
    acts.push({ ...by, what: "confirmed", personId, at, reason: null });
  }
  if (refusal !== null) {
    const { refusedById: personId, refusedAt: at, ...by } = refusal;
    acts.push({ ...by, what: "refused", personId, at });
  }
  return acts;
}
