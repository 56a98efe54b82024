import type { Tx } from "#lib/platform/db";
import type { Day } from "./days";
import { type FactState, factState, lastDayOf } from "./fact-state";
import { readFactText } from "./fact-statement";
import { hasBoardPassed, type RecordedFact } from "./legal-fact-store";
import type { PolicyPack } from "./pack";

/** One record of the law: what is said, in both times, and how far it is. */
export type FactLine = {
  id: string;
  fact: string;
  title: string;
  /** The record that it ends; null where a fact begins. */
  ends: string | null;
  place: string | null;
  /** Valid time: the first and last day on which it is in force; null for the record of an end, and for no end. */
  from: Day | null;
  to: Day | null;
  /** Recorded time: since when it was proposed, and since when it counts or was refused. */
  recordedAt: Date;
  judgedAt: Date | null;
  state: FactState;
  votes: { for: number; against: number; abstain: number };
  /** Whether the board has passed it; null where it is not asked. */
  hasPassed: boolean | null;
};

/** @param all records, among which the ends of this one are */
export async function lineOf(
  tx: Tx,
  pack: PolicyPack,
  recorded: RecordedFact,
  all: readonly RecordedFact[],
  today: Day,
): Promise<FactLine> {
  const { id, fact, endsId, canonical, recordedAt, confirmation, refusal, votes } = recorded;
  const said = readFactText(canonical);
  const to = lastDayOf(recorded, all);
  const begun = endsId === null ? undefined : all.find((one) => one.id === endsId);
  const count = (vote: string) => votes.filter((cast) => cast.vote === vote).length;
  return {
    id,
    fact,
    title: pack.legal_facts.find((known) => known.fact === fact)?.title ?? fact,
    ends: endsId,
    place: (begun === undefined ? said : readFactText(begun.canonical)).place ?? null,
    from: said.in_force_from,
    to,
    recordedAt,
    judgedAt: confirmation?.confirmedAt ?? refusal?.refusedAt ?? null,
    state: factState(recorded, to, today),
    votes: { for: count("for"), against: count("against"), abstain: count("abstain") },
    hasPassed: endsId === null ? await hasBoardPassed(tx, id) : null,
  };
}
