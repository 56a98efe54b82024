import type { Country } from "#lib/policy/business-time";
import { dueAfterPause } from "#lib/policy/clock";
import type { ApplicationState } from "./application";

/** The clock of a review as a case carries it. */
export type CaseClock = {
  /** When the review is due, were the clock to run on from here. */
  dueAt: Date | null;
  /** Since when it stands still; null while it runs. */
  clockStoodSince: Date | null;
};

/**
 * The clock after a move. It stands still from the question to the answer, and the time in between is added; every
 * other move leaves it as it is, but for a screening, which starts it anew.
 *
 * @param country of the case: on its public holidays no clock runs
 */
export function clockAfterMove(
  { dueAt, clockStoodSince }: CaseClock,
  move: { from: ApplicationState; to: ApplicationState; now: Date },
  country: Country,
): CaseClock {
  if (move.to === "rfi") return { dueAt, clockStoodSince: move.now };
  const goesOn = move.from === "rfi" && move.to === "in_review";
  if (!goesOn || dueAt === null || clockStoodSince === null) return { dueAt, clockStoodSince: null };
  return {
    dueAt: dueAfterPause(dueAt, { from: clockStoodSince, to: move.now }, country),
    clockStoodSince: null,
  };
}
