import { type GrantClause, grantClauses, type MachineClause } from "./grant-clauses";
import type { GrantTerms, Operation } from "./terms";

/** One clause of a grant in English, beside the clause itself and what the machine reads. */
export type GrantSentence = MachineClause & { sentence: string };

const OPERATION_WORDS: Readonly<Record<Operation, string>> = {
  detect: "find faces",
  liveness: "estimate whether a live person is in front of the camera",
  enrol: "enrol a face template",
  verify_1_1: "compare one face with one other",
  identify_1_n: "search a consented collection for a face",
  search_post_event: "search recorded images after an event",
};

const MODE_WORDS: Readonly<Record<string, string>> = {
  user: "when the person concerned starts it",
  staff: "when a member of staff starts it",
  post_event: "on recordings, after an event",
  real_time: "in real time",
};

const CONSENT_WORDS: Readonly<Record<GrantTerms["consent"], string>> = {
  required: "Each enrolment names a consent; withdrawing it deletes the template at once.",
  not: "No consent reference is asked for.",
};

const INSTRUMENT_WORDS: Readonly<Record<GrantTerms["instrument"], string>> = {
  required: "Each use names a judge's order that two members of staff have verified.",
  not: "No judicial instrument is asked for.",
};

const REVIEW_WORDS: Readonly<Record<GrantTerms["humanReview"], string>> = {
  none: "No search is granted that needs a human reviewer before release.",
  one: "One human reviewer sees every candidate before it is released.",
  two_blind: "Two reviewers, neither seeing the other's answer, judge every candidate before it is released.",
};

/** The grant in plain English, clause by clause: for staff, certificates and the API. */
export function describeGrant(terms: GrantTerms): GrantSentence[] {
  return grantClauses(terms).map((one) => ({ ...one, sentence: sentenceOf(one.clause) }));
}

function sentenceOf(clause: GrantClause): string {
  switch (clause.kind) {
    case "operations":
      return `May ${list(clause.operations.map((operation) => OPERATION_WORDS[operation]))}, and nothing else.`;
    case "purposes":
      return `Only for ${list(clause.purposes.map(words))}, ${list(clause.modes.map((mode) => MODE_WORDS[mode] ?? mode))}.`;
    case "sites":
      return `Only at ${list(clause.names)}.`;
    case "threshold":
      return `A match needs a similarity of ${clause.floor.toFixed(2)} or more; a call may ask for more, never for less.`;
    case "consent":
      return CONSENT_WORDS[clause.consent];
    case "instrument":
      return INSTRUMENT_WORDS[clause.instrument];
    case "humanReview":
      return REVIEW_WORDS[clause.review];
    case "retention":
      return `Photographs are kept ${duration(clause.probeSeconds)}, templates ${count(clause.templateDays, "day")}, results ${count(clause.resultHours, "hour")}.`;
    case "rate":
      return `At most ${count(clause.perSecond, "call")} a second and ${clause.perMonth.toLocaleString("en-GB")} a month.`;
    case "condition":
      return `${words(clause.condition)}.`;
    case "ends":
      return `Ends at ${clause.at.slice(0, 16).replace("T", ", ")} UTC.`;
  }
}

function list(items: readonly string[]): string {
  if (items.length === 0) return "nothing";
  return new Intl.ListFormat("en-GB").format(items);
}

/** Ids are snake_case; a sentence typed by a person stays as typed. */
function words(text: string): string {
  return /^[a-z0-9_]+$/.test(text) ? text.replaceAll("_", " ") : text.replace(/\.$/, "");
}

function count(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}

function duration(seconds: number): string {
  return seconds === 0 ? "only while the call runs" : `at most ${count(seconds, "second")}`;
}
