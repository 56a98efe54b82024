import type { Actor } from "#lib/identity/actor";
import type { StaffRole } from "#lib/identity/roles";

/** Where each role's work lies. Who holds several goes to the first of them in this order. */
const WORK: Readonly<Record<StaffRole, string>> = {
  operator: "/operate",
  intake: "/review",
  legal: "/review",
  privacy: "/review",
  technical: "/review",
  fairness: "/review",
  security: "/review",
  ethics: "/review",
  compliance: "/review",
  approver: "/review",
  board_member: "/review",
  compliance_officer: "/review",
  auditor: "/review",
  appeals: "/review/appeals",
  policy_author: "/operate/packs",
  policy_releaser: "/operate/packs",
  // Advises applicants and sees none of their cases.
  account_team: "/policy",
};
const ORDER = Object.keys(WORK) as StaffRole[];

/** @returns the address of the page where this person's work is */
export function workPlace(actor: Pick<Actor, "memberships" | "staffRoles">): string {
  if (actor.memberships.length > 0) return "/applications";
  const role = ORDER.find((wanted) => actor.staffRoles.some((held) => held.role === wanted));
  return role === undefined ? "/applications" : WORK[role];
}
