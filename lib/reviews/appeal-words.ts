export const APPEAL_GROUNDS = ["procedure", "fact", "new_evidence", "misapplied_rule"] as const;
export type AppealGround = (typeof APPEAL_GROUNDS)[number];

/** Each ground as the applicant reads it. */
export const GROUND_WORDS: Readonly<Record<AppealGround, { label: string; help: string }>> = {
  procedure: { label: "Procedure", help: "The case was not handled as the policy says." },
  fact: { label: "Fact", help: "Something that was taken as true is not." },
  new_evidence: { label: "New evidence", help: "There is something that the reviewers could not know." },
  misapplied_rule: { label: "Misapplied rule", help: "A rule or factor was read wrongly." },
};

export const APPEAL_OUTCOMES = ["upheld", "remanded", "reversed"] as const;
export type AppealOutcome = (typeof APPEAL_OUTCOMES)[number];

/** What each outcome does; none of them approves anything. */
export const OUTCOME_WORDS: Readonly<Record<AppealOutcome, { label: string; help: string }>> = {
  upheld: { label: "Uphold the decision", help: "The appeal is refused and the decision stands." },
  remanded: { label: "Send it back", help: "The case goes through the lanes anew." },
  reversed: {
    label: "Set the decision aside",
    help: "Two approvers decide anew. This is no approval by itself.",
  },
};
