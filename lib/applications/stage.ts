import type { ApplicationState } from "./application";

export type Tone = "plain" | "info" | "good" | "warn" | "bad";

export type Stage = {
  /** The state in words. */
  label: string;
  tone: Tone;
  /** Who has the case, by role; null when nobody has to do anything. */
  holder: string | null;
  /** What that means to the applicant, and what comes next. */
  meaning: string;
};

/** Every state in the applicant's words. */
export const STAGES: Readonly<Record<ApplicationState, Stage>> = {
  draft: {
    label: "Draft",
    tone: "plain",
    holder: "you",
    meaning: "You can change anything until it is submitted.",
  },
  submitted: {
    label: "Submitted",
    tone: "info",
    holder: "the service",
    meaning: "The rules are being read.",
  },
  screening: {
    label: "Screening",
    tone: "info",
    holder: "the service",
    meaning: "The rules are being read.",
  },
  rejected_hard_stop: {
    label: "Refused by policy",
    tone: "bad",
    holder: "you",
    meaning:
      "A rule of the policy refuses this. Each rule says what would lift it; you can revise the application and submit it again.",
  },
  blocked_until: {
    label: "Blocked until complete",
    tone: "warn",
    holder: "you and compliance",
    meaning:
      "Something that the rules ask for is not there or not verified yet. Compliance reads the documents on file; if one is missing, revise the application.",
  },
  triaged: {
    label: "Waiting for reviewers",
    tone: "info",
    holder: "intake",
    meaning: "The rules let it through to people. Nobody has judged it yet.",
  },
  in_review: {
    label: "In review",
    tone: "info",
    holder: "reviewers of each lane",
    meaning: "Specialists score it apart from each other.",
  },
  rfi: {
    label: "Waits for an answer",
    tone: "warn",
    holder: "you",
    meaning: "The clock stands still until you answer; after 30 days the case lapses.",
  },
  scoring_locked: {
    label: "Scores locked",
    tone: "info",
    holder: "reviewers of each lane",
    meaning: "All scores are in and can no longer change.",
  },
  reconciliation: {
    label: "Reconciliation",
    tone: "info",
    holder: "reviewers of each lane",
    meaning: "Reviewers explain in writing where their scores lie apart.",
  },
  decision_pending: {
    label: "Decision pending",
    tone: "info",
    holder: "two approvers",
    meaning: "Two approvers from different lanes decide, and sign the same text.",
  },
  approved_conditional: {
    label: "Approved with conditions",
    tone: "good",
    holder: "the service",
    meaning: "Two people have signed. The grant is being made from the decision.",
  },
  declined: {
    label: "Declined",
    tone: "bad",
    holder: null,
    meaning: "Two people have signed the refusal. You can appeal within 30 days.",
  },
  deferred_for_authority: {
    label: "Deferred",
    tone: "warn",
    holder: "you and legal",
    meaning: "It can go on when the authority that it needs is on record.",
  },
  provisioning_gate: {
    label: "Conditions to meet",
    tone: "warn",
    holder: "you and operations",
    meaning: "Keys can be made when the conditions of the decision are met.",
  },
  active: { label: "Active", tone: "good", holder: null, meaning: "Keys work within the grant." },
  restricted: {
    label: "Restricted",
    tone: "warn",
    holder: "you and compliance",
    meaning: "Part of the grant is shut until what was found is put right.",
  },
  suspended: { label: "Suspended", tone: "bad", holder: "compliance", meaning: "No key works." },
  revoked: {
    label: "Revoked",
    tone: "bad",
    holder: null,
    meaning: "The approval has ended. You can appeal.",
  },
  expired: { label: "Expired", tone: "plain", holder: null, meaning: "The approval has run out." },
  re_review: {
    label: "Under re-review",
    tone: "info",
    holder: "compliance",
    meaning: "The approval is being looked at again.",
  },
  withdrawn: { label: "Withdrawn", tone: "plain", holder: null, meaning: "You have taken it back." },
  appeal_open: {
    label: "Appeal open",
    tone: "info",
    holder: "the appeal panel",
    meaning: "People who had no part in the decision look at it.",
  },
  upheld: { label: "Appeal refused", tone: "bad", holder: null, meaning: "The decision stands." },
  remanded: {
    label: "Back to review",
    tone: "info",
    holder: "intake",
    meaning: "The appeal sends the case back to reviewers.",
  },
  reversed: {
    label: "Decision set aside",
    tone: "info",
    holder: "intake",
    meaning: "The appeal sets the decision aside; two people decide anew.",
  },
};

/** Words for why a case moved, for the timeline; a code without words is shown as it is. */
export const REASONS: Readonly<Record<string, string>> = {
  submitted: "Submitted by the applicant",
  screening_started: "Screening began",
  hard_stop: "A rule refuses it",
  requirement_missing: "A requirement is missing",
  screening_passed: "No rule stops it",
  rescreened: "Screened again",
  revision_opened: "Opened for a new revision",
  amended: "Amended by the applicant",
  lanes_assigned: "Given to reviewers",
  information_requested: "A question was asked",
  information_answered: "The question was answered",
  request_withdrawn: "The question was taken back",
  request_lapsed: "No answer within 30 days",
  all_lanes_locked: "All lanes have scored",
  spread_to_reconcile: "Scores lie apart",
  nothing_to_reconcile: "Scores agree",
  reconciled: "The difference is explained",
  emergency_lane: "Emergency lane",
  retrospective_review: "Review after an emergency",
  approved: "Approved by two signatures",
  declined: "Declined by two signatures",
  authority_missing: "Deferred by two signatures",
  sent_back: "Sent back to reviewers",
  authority_recorded: "The authority is on record",
  grant_compiled: "The grant was made",
  preconditions_met: "The conditions are met",
  restricted: "Restricted",
  suspended: "Suspended",
  reinstated: "Reinstated",
  re_review_due: "A re-review is due",
  revoked: "Revoked",
  expired: "Ran out",
  withdrawn: "Withdrawn by the applicant",
  appealed: "Appealed by the applicant",
  appeal_upheld_decision: "The appeal panel keeps the decision",
  appeal_remanded: "The appeal panel sends it back",
  appeal_reversed_decision: "The appeal panel sets the decision aside",
  decision_reopened: "Open for a new decision",
};
