/** Why an officer may open a re-review before it is due. @see policy pack 2026-11, part D, "Re-review" */
export const RE_REVIEW_TRIGGERS = [
  "law_or_policy_change",
  "model_or_threshold_change",
  "new_scope",
  "ownership_change",
  "upheld_complaint",
  "drift_or_fairness",
  "volume_exceeded",
  "reviewers_reject_nothing",
  "missed_report",
] as const;
export type ReReviewTrigger = (typeof RE_REVIEW_TRIGGERS)[number];

export const TRIGGER_WORDS: Readonly<Record<ReReviewTrigger | "due" | "retrospective_review", string>> = {
  law_or_policy_change: "A law or the policy changed",
  model_or_threshold_change: "A model or a threshold changed",
  new_scope: "A new site, gallery, operation or end user",
  ownership_change: "The ownership changed",
  upheld_complaint: "A complaint was upheld",
  drift_or_fairness: "Drift, or a failed fairness run",
  volume_exceeded: "More than 150% of the declared volume",
  reviewers_reject_nothing: "Human reviewers reject next to nothing",
  missed_report: "A report is missing",
  due: "The term of the approval comes to its end",
  retrospective_review: "An emergency approval has ended",
};
