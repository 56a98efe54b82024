import { AppError } from "#lib/platform/errors";
import type { Lane, MemberRole, StaffRole } from "./roles";

/** Who is acting, as read from the session row at this request: never from input. */
export type Actor = {
  personId: string;
  name: string;
  sessionId: string;
  staffRoles: readonly { role: StaffRole; homeLane: Lane | null }[];
  memberships: readonly { organisationId: string; role: MemberRole }[];
};

export function hasStaffRole(actor: Actor, ...roles: readonly StaffRole[]): boolean {
  return actor.staffRoles.some(({ role }) => roles.includes(role));
}

export function memberRole(actor: Actor, organisationId: string): MemberRole | undefined {
  return actor.memberships.find((membership) => membership.organisationId === organisationId)?.role;
}

/** @throws AppError `forbidden` naming the roles that would do */
export function requireStaffRole(actor: Actor, ...roles: readonly StaffRole[]): void {
  if (!hasStaffRole(actor, ...roles))
    throw new AppError("forbidden", `This needs the role ${roles.join(" or ")}.`);
}

/**
 * @throws AppError `not_found` for someone outside the organisation (its existence is not theirs to learn),
 * `forbidden` for a member in the wrong role
 */
export function requireMember(actor: Actor, organisationId: string, ...roles: readonly MemberRole[]): void {
  const role = memberRole(actor, organisationId);
  if (role === undefined) throw new AppError("not_found");
  if (roles.length > 0 && !roles.includes(role)) {
    throw new AppError("forbidden", `This needs the role ${roles.join(" or ")} in your organisation.`);
  }
}
