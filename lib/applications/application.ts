import { LANES, type MemberRole, type StaffRole } from "#lib/identity/roles";

/** Where a case can be (policy.md D). A tier is not a state: `triaged` carries it beside. */
export const APPLICATION_STATES = [
  "draft",
  "submitted",
  "screening",
  "rejected_hard_stop",
  "blocked_until",
  "triaged",
  "in_review",
  "rfi",
  "scoring_locked",
  "reconciliation",
  "decision_pending",
  "approved_conditional",
  "declined",
  "deferred_for_authority",
  "provisioning_gate",
  "active",
  "restricted",
  "suspended",
  "revoked",
  "expired",
  "re_review",
  "withdrawn",
  "appeal_open",
  "upheld",
  "remanded",
  "reversed",
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** Where people are at work on a case, from triage until two of them have signed. */
export const AT_WORK = [
  "triaged",
  "in_review",
  "rfi",
  "scoring_locked",
  "reconciliation",
  "decision_pending",
] as const satisfies readonly ApplicationState[];

/** Where lanes may still score, each apart from the others: until then their scores are sealed, also as part of a sum. */
export const SCORING = [
  "triaged",
  "in_review",
  "rfi",
  "scoring_locked",
] as const satisfies readonly ApplicationState[];

/** Where people have a case in hand: at work on it, or waiting for an authority. After that nobody decides on it. */
export const IN_HAND = [...AT_WORK, "deferred_for_authority"] as const satisfies readonly ApplicationState[];

/** Who may walk an edge: one of these suffices. `service` is the software itself, with no person's judgement in it. */
export type Who = { members?: readonly MemberRole[]; staff?: readonly StaffRole[]; service?: true };

const SIGNERS: Who = { members: ["admin", "signatory"] };
const ANY_MEMBER: Who = { members: ["admin", "signatory", "contributor"] };
const SERVICE: Who = { service: true };
/** Those who verify documents and record findings, so that a screening can be run again on what they found. */
export const DESK_ROLES = ["intake", "compliance", "compliance_officer"] as const satisfies StaffRole[];
const DESK: Who = { staff: DESK_ROLES };
const LANE_STAFF: Who = { staff: ["intake", ...LANES], service: true };
const APPROVERS: Who = { staff: ["approver", "board_member"] };
const GRANT_OFFICERS: Who = { staff: ["operator", "compliance_officer"], service: true };
/** Anyone on duty may suspend, at once (policy.md D); an auditor only reads and an account team only sees the status. */
const ON_DUTY: Who = {
  staff: ["operator", "compliance_officer", "intake", "approver", ...LANES],
  service: true,
};
const REVOKERS: Who = { staff: ["operator", "compliance_officer"] };
const APPEALS: Who = { staff: ["appeals"] };

type EdgeRow = {
  from: readonly ApplicationState[];
  to: ApplicationState;
  reason: string;
  who: Who;
};

/**
 * The whole machine. A state moves along a row of this table or not at all; later verbs use rows that stand
 * here already. Screening is an edge of its own each time, so that no outcome is reached but through it.
 */
const TABLE = [
  { from: ["draft"], to: "submitted", reason: "submitted", who: SIGNERS },
  { from: ["submitted"], to: "screening", reason: "screening_started", who: SERVICE },
  { from: ["screening"], to: "rejected_hard_stop", reason: "hard_stop", who: SERVICE },
  { from: ["screening"], to: "blocked_until", reason: "requirement_missing", who: SERVICE },
  { from: ["screening"], to: "triaged", reason: "screening_passed", who: SERVICE },

  // Screened again: staff verified a document, recorded a finding, or a legal fact came into force.
  {
    from: ["rejected_hard_stop", "blocked_until", ...IN_HAND],
    to: "screening",
    reason: "rescreened",
    who: { ...DESK, service: true },
  },
  // Revised by the applicant after a refusal: the next submission is the next revision of the same case.
  { from: ["rejected_hard_stop", "blocked_until"], to: "draft", reason: "revision_opened", who: SIGNERS },
  // Amended while people are at work: a new revision, screened like the first.
  { from: AT_WORK, to: "submitted", reason: "amended", who: SIGNERS },

  { from: ["triaged"], to: "in_review", reason: "lanes_assigned", who: LANE_STAFF },
  { from: ["in_review"], to: "rfi", reason: "information_requested", who: LANE_STAFF },
  { from: ["rfi"], to: "in_review", reason: "information_answered", who: ANY_MEMBER },
  { from: ["rfi"], to: "in_review", reason: "request_withdrawn", who: LANE_STAFF },
  { from: ["rfi"], to: "withdrawn", reason: "request_lapsed", who: SERVICE },
  { from: ["in_review"], to: "scoring_locked", reason: "all_lanes_locked", who: LANE_STAFF },
  { from: ["scoring_locked"], to: "reconciliation", reason: "spread_to_reconcile", who: LANE_STAFF },
  { from: ["scoring_locked"], to: "decision_pending", reason: "nothing_to_reconcile", who: LANE_STAFF },
  { from: ["reconciliation"], to: "decision_pending", reason: "reconciled", who: LANE_STAFF },
  // HS27: the emergency lane skips scoring, never the two signatures; the review follows by itself.
  { from: ["triaged"], to: "decision_pending", reason: "emergency_lane", who: DESK },
  { from: ["active"], to: "re_review", reason: "retrospective_review", who: SERVICE },

  { from: ["decision_pending"], to: "approved_conditional", reason: "approved", who: APPROVERS },
  { from: ["decision_pending"], to: "declined", reason: "declined", who: APPROVERS },
  { from: ["decision_pending"], to: "deferred_for_authority", reason: "authority_missing", who: APPROVERS },
  { from: ["decision_pending"], to: "in_review", reason: "sent_back", who: APPROVERS },
  {
    from: ["deferred_for_authority"],
    to: "decision_pending",
    reason: "authority_recorded",
    who: { staff: ["legal", "compliance_officer"] },
  },

  { from: ["approved_conditional"], to: "provisioning_gate", reason: "grant_compiled", who: SERVICE },
  { from: ["provisioning_gate"], to: "active", reason: "preconditions_met", who: GRANT_OFFICERS },
  {
    from: ["active", "suspended", "re_review"],
    to: "restricted",
    reason: "restricted",
    who: GRANT_OFFICERS,
  },
  { from: ["active", "restricted", "re_review"], to: "suspended", reason: "suspended", who: ON_DUTY },
  // By the second of two people: one stops, two lift.
  { from: ["restricted", "suspended"], to: "active", reason: "reinstated", who: REVOKERS },
  {
    from: ["active", "restricted", "suspended"],
    to: "re_review",
    reason: "re_review_due",
    who: { staff: ["compliance_officer"], service: true },
  },
  { from: ["re_review"], to: "in_review", reason: "lanes_assigned", who: LANE_STAFF },
  {
    from: ["provisioning_gate", "active", "restricted", "suspended", "re_review"],
    to: "revoked",
    reason: "revoked",
    who: REVOKERS,
  },
  {
    from: ["provisioning_gate", "active", "restricted", "suspended", "re_review"],
    to: "expired",
    reason: "expired",
    who: SERVICE,
  },

  {
    from: ["draft", "blocked_until", ...IN_HAND, "approved_conditional", "provisioning_gate"],
    to: "withdrawn",
    reason: "withdrawn",
    who: SIGNERS,
  },

  {
    from: ["rejected_hard_stop", "declined", "revoked"],
    to: "appeal_open",
    reason: "appealed",
    who: SIGNERS,
  },
  { from: ["appeal_open"], to: "upheld", reason: "appeal_upheld_decision", who: APPEALS },
  { from: ["appeal_open"], to: "remanded", reason: "appeal_remanded", who: APPEALS },
  { from: ["appeal_open"], to: "reversed", reason: "appeal_reversed_decision", who: APPEALS },
  { from: ["remanded"], to: "in_review", reason: "lanes_assigned", who: LANE_STAFF },
  // A reversal undoes the refusal; it approves nothing, since only two signatures do.
  { from: ["reversed"], to: "decision_pending", reason: "decision_reopened", who: DESK },
  { from: ["remanded", "reversed"], to: "screening", reason: "rescreened", who: { ...DESK, service: true } },
] as const satisfies readonly EdgeRow[];

export type ReasonCode = (typeof TABLE)[number]["reason"];
export type Edge = { from: ApplicationState; to: ApplicationState; reason: ReasonCode; who: Who };

/** Every edge, one pair of states and one reason each. */
export const EDGES: readonly Edge[] = TABLE.flatMap((row) => row.from.map((from) => ({ ...row, from })));

export function isApplicationState(value: string): value is ApplicationState {
  return APPLICATION_STATES.some((state) => state === value);
}
