import { keptAssertions, proofOf, proofWords } from "#lib/identity/kept-assertion";
import type { StaffRole } from "#lib/identity/roles";
import type { Tx } from "#lib/platform/db";
import type { FactVote } from "./fact-statement";
import type { RecordedFact } from "./legal-fact-store";

/** One act on a record: by which role, and what stands behind it. People are named by role alone. */
export type FactEvent = {
  key: string;
  at: Date;
  what: "recorded" | "confirmed" | "refused" | `voted ${FactVote}`;
  role: Extract<StaffRole, "compliance" | "legal" | "board_member">;
  isMine: boolean;
  /** null where none is given. */
  reason: string | null;
  /** Whether anyone can verify it again, in words. */
  proof: string;
};

/** What happened to a record, in the order in which it did. */
export async function factHistory(tx: Tx, recorded: RecordedFact, reader: string): Promise<FactEvent[]> {
  const acts = actsOn(recorded);
  const kept = await keptAssertions(
    tx,
    acts.map(({ stepUpId }) => stepUpId),
  );
  return acts.map(({ personId, method, stepUpId, ...act }) => ({
    ...act,
    key: stepUpId,
    isMine: personId === reader,
    proof: proofWords(proofOf(method, kept.get(stepUpId)), method),
  }));
}

type Act = Omit<FactEvent, "key" | "isMine" | "proof"> & {
  personId: string;
  method: string;
  stepUpId: string;
};

function actsOn({ recordedById, recordedAt, votes, confirmation, refusal, ...record }: RecordedFact): Act[] {
  const acts: Act[] = [
    {
      what: "recorded",
      role: "compliance",
      personId: recordedById,
      at: recordedAt,
      reason: null,
      method: record.method,
      stepUpId: record.stepUpId,
    },
    ...votes.map(({ memberId, vote, votedAt, ...cast }): Act => {
      return { ...cast, what: votedAs(vote), role: "board_member", personId: memberId, at: votedAt };
    }),
  ];
  if (confirmation !== null) {
    const { confirmedById: personId, confirmedAt: at, ...by } = confirmation;
    acts.push({ ...by, what: "confirmed", role: "legal", personId, at, reason: null });
  }
  if (refusal !== null) {
    const { refusedById: personId, refusedAt: at, ...by } = refusal;
    acts.push({ ...by, what: "refused", role: "legal", personId, at });
  }
  return acts;
}

/** The database takes these three and no other (LegalFactVote_vote). */
function votedAs(vote: string): `voted ${FactVote}` {
  if (vote === "for" || vote === "against") return `voted ${vote}`;
  return "voted abstain";
}
