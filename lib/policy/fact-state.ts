import type { Day } from "./days";
import { readFactText } from "./fact-statement";
import type { RecordedFact } from "./legal-fact-store";

/** `proposed`: one person has said it. `ended`: its last day is over. */
export type FactState = "proposed" | "confirmed" | "ended" | "refused";

/** How far a record is on a day. Pure. @param lastDay on which it is in force, null for one without end */
export function factState(
  { confirmation, refusal, endsId }: Pick<RecordedFact, "confirmation" | "refusal" | "endsId">,
  lastDay: Day | null,
  today: Day,
): FactState {
  if (refusal !== null) return "refused";
  if (confirmation === null) return "proposed";
  // The record of an end does not end itself: it stays what it is, confirmed.
  return endsId === null && lastDay !== null && lastDay < today ? "ended" : "confirmed";
}

/** The last day of a fact: its own, or the earliest of the ends that two people have put on record. Pure. */
export function lastDayOf(recorded: RecordedFact, all: readonly RecordedFact[]): Day | null {
  const ends = all.filter(({ endsId, confirmation }) => endsId === recorded.id && confirmation !== null);
  const days = [recorded, ...ends].map(({ canonical }) => readFactText(canonical).in_force_to);
  return days.filter((day) => day !== null).sort()[0] ?? null;
}
