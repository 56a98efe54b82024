/** Roles of the reviewing side, policy.md D. */
export const STAFF_ROLES = [
  "intake",
  "legal",
  "privacy",
  "technical",
  "fairness",
  "security",
  "ethics",
  "compliance",
  "board_member",
  "approver",
  "compliance_officer",
  "policy_author",
  "policy_releaser",
  "operator",
  "appeals",
  "auditor",
  "account_team",
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Lanes in which specialists score; a lane's members hold the staff role of the same name. */
export const LANES = [
  "legal",
  "privacy",
  "technical",
  "fairness",
  "security",
  "ethics",
  "compliance",
] as const;
export type Lane = (typeof LANES)[number];

/** Roles of an applicant's people within their organisation. */
export const MEMBER_ROLES = ["admin", "signatory", "contributor"] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];
