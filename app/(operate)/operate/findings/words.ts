import type { ClosingOutcome, Severity, Source, Step } from "#lib/findings/finding";
import type { Tone } from "#ui/state-badge";

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  critical: "critical",
  moderate: "moderate",
  low: "low",
};

export const SEVERITY_TONES: Readonly<Record<Severity, Tone>> = {
  critical: "bad",
  moderate: "warn",
  low: "plain",
};

export const SOURCE_WORDS: Readonly<Record<Source, string>> = {
  audit: "An audit or a visit",
  test_report: "A test report",
  incident: "An incident",
  concern: "A concern from outside",
  usage: "What is called, against what was declared",
  notice_missing: "A notice that is missing",
  report_missed: "A report that was not made",
  other: "Something else",
};

export const STEP_WORDS: Readonly<Record<Step, string>> = {
  due_soon: "Reminded, a week ahead",
  restricted: "Restricted",
  suspended: "Suspended",
  revocation_proposed: "Revocation proposed",
};

export const OUTCOME_WORDS: Readonly<Record<ClosingOutcome, string>> = {
  mended: "mended",
  unfounded: "nothing to it",
};
