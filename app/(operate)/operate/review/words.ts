import type { CLOCKS, OUTCOMES } from "#lib/figures/review-figures";
import { SCORES_MIN, SIGNAL_LIMITS, type Signal } from "#lib/figures/scorers";

export const OUTCOME_WORDS: Readonly<Record<(typeof OUTCOMES)[number], string>> = {
  approve: "Approved",
  decline: "Declined",
  defer: "Deferred",
  refused_by_rule: "Refused by a rule",
  withdrawn: "Withdrawn",
};

export const CLOCK_WORDS: Readonly<Record<(typeof CLOCKS)[number], string>> = {
  overdue: "Overdue",
  two_days: "In two days",
  week: "In a week",
  later: "Later",
  stands: "Stands still",
};

export const SIGNAL_WORDS: Readonly<Record<Signal, string>> = {
  same_points: "nearly always the same points",
  same_words: "the same words in several cases",
  few_words: "few words of reason",
  in_a_hurry: "lanes locked in a hurry",
};

export const SIGNALS_SAY = `A question is raised from ${SCORES_MIN} scores on: ${percent(SIGNAL_LIMITS.samePoints)} of them alike, ${percent(SIGNAL_LIMITS.sameWords)} of the reasons repeated word for word, half of the reasons under ${SIGNAL_LIMITS.reasonChars} characters, or less than ${SIGNAL_LIMITS.minutesAFactor} minutes a factor. It is one to ask, and says nothing about a score; nothing follows from it by itself.`;

export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** A length of time in the unit that suits it: "40 min", "3.5 h", "12 d". */
export function daysInWords(days: number): string {
  if (days < 1 / 24) return `${Math.round(days * 24 * 60)} min`;
  if (days < 2) return `${oneDecimal(days * 24)} h`;
  return `${oneDecimal(days)} d`;
}

function oneDecimal(value: number): string {
  return value.toLocaleString("en-GB", { maximumFractionDigits: 1 });
}
