import type { GrantTerms } from "./terms";

/** One clause of a grant for people, beside what the machine reads. */
export type GrantSentence = { sentence: string; machine: string };

const OPERATION_WORDS: Readonly<Record<string, string>> = {
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

const REVIEW_WORDS: Readonly<Record<GrantTerms["humanReview"], string>> = {
  none: "No search is granted that needs a human reviewer before release.",
  one: "One human reviewer sees every candidate before it is released.",
  two_blind: "Two reviewers, neither seeing the other's answer, judge every candidate before it is released.",
};

/** Each operation begins by finding faces, so that a grant of any lets `detect` through (`authorise`). */
function permitted({ operations }: GrantTerms): string[] {
  return operations.length === 0 ? [] : [...new Set(["detect", ...operations])];
}

/** The grant in plain words, clause by clause, in the order in which the gate checks them. */
export function describeGrant(terms: GrantTerms): GrantSentence[] {
  const { retention } = terms;
  return [
    {
      sentence: `May ${list(permitted(terms).map((operation) => OPERATION_WORDS[operation] ?? operation))}, and nothing else.`,
      machine: `operations: ${terms.operations.join(", ")}`,
    },
    {
      sentence: `Only for ${list(terms.purposes.map(words))}, ${list(terms.modes.map((mode) => MODE_WORDS[mode] ?? mode))}.`,
      machine: `purposes: ${terms.purposes.join(", ")}; modes: ${terms.modes.join(", ")}`,
    },
    {
      sentence: `Only at ${list(terms.sites.map(({ name }) => name))}.`,
      machine: `sites: ${terms.sites.length}; jurisdictions: ${terms.jurisdictions.join(", ")}`,
    },
    ...Object.entries(terms.thresholdFloor).map(([model, floor]) => ({
      sentence: `A match needs a similarity of ${floor.toFixed(2)} or more; a call may ask for more, never for less.`,
      machine: `threshold_floor.${model}: ${floor}`,
    })),
    terms.consent === "required"
      ? {
          sentence: "Each enrolment names a consent; withdrawing it deletes the template at once.",
          machine: "consent: required",
        }
      : { sentence: "No consent reference is asked for.", machine: "consent: not" },
    terms.instrument === "required"
      ? {
          sentence: "Each use names a judge's order that two members of staff have verified.",
          machine: "instrument: required",
        }
      : { sentence: "No judicial instrument is asked for.", machine: "instrument: not" },
    {
      sentence: REVIEW_WORDS[terms.humanReview],
      machine: `human_review: ${terms.humanReview}; top_k: ${terms.topK}`,
    },
    {
      sentence: `Photographs are kept ${duration(retention.probeSeconds)}, templates ${count(retention.templateDays, "day")}, results ${count(retention.resultHours, "hour")}.`,
      machine: `retention: ${retention.probeSeconds} s / ${retention.templateDays} d / ${retention.resultHours} h`,
    },
    {
      sentence: `At most ${count(terms.ratePerSecond, "call")} a second and ${terms.monthlyQuota.toLocaleString("en-GB")} a month.`,
      machine: `rate: ${terms.ratePerSecond}/s, burst ${terms.burst}, concurrent ${terms.concurrentJobs}, quota ${terms.monthlyQuota}`,
    },
    ...terms.conditions.map((condition) => ({
      sentence: `${words(condition)}.`,
      machine: `condition: ${condition}`,
    })),
    {
      sentence: `Ends at ${terms.expiresAt.slice(0, 16).replace("T", ", ")} UTC.`,
      machine: `expires_at: ${terms.expiresAt}`,
    },
  ];
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
