import type { FactEvent } from "#lib/policy/fact-history";
import type { FactLine } from "#lib/policy/fact-line";
import type { FactState } from "#lib/policy/fact-state";
import type { Tone } from "#ui/state-badge";

export const STATE_TONES: Readonly<Record<FactState, Tone>> = {
  proposed: "warn",
  confirmed: "good",
  ended: "plain",
  refused: "bad",
};

/** Whom a proposed record waits for. */
export function waitsFor({ state, hasPassed }: Pick<FactLine, "state" | "hasPassed">): string | null {
  if (state !== "proposed") return null;
  return hasPassed === false ? "waits for the board, then legal" : "waits for legal";
}

export const ROLE_WORDS: Readonly<Record<FactEvent["role"], string>> = {
  compliance: "compliance",
  legal: "legal",
  board_member: "a member of the board",
};

export const EVENT_WORDS: Readonly<Record<FactEvent["what"], string>> = {
  recorded: "recorded it",
  "voted for": "voted for it",
  "voted against": "voted against it, a dissent",
  "voted abstain": "abstained",
  confirmed: "confirmed it",
  refused: "refused it",
};

const DAY = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** A calendar day as people write it. */
export function dayWords(day: string): string {
  return DAY.format(new Date(`${day}T00:00:00Z`));
}

/** From when to when it is in force, in words. */
export function daysInForce({ from, to }: Pick<FactLine, "from" | "to">): string {
  if (from === null) return to === null ? "no day" : `until ${dayWords(to)}`;
  if (to !== null && to < from) return "on no day: it ended before its first";
  return to === null ? `from ${dayWords(from)} on` : `${dayWords(from)} to ${dayWords(to)}`;
}
