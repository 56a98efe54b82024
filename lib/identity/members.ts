import type { MemberRole } from "./roles";

export type MemberInRole = { personId: string; role: MemberRole };

/** Roles that an organisation never loses once it has them: who administers it, and who may bind it. */
const KEPT_ROLES = ["admin", "signatory"] as const satisfies readonly MemberRole[];

/**
 * Whether the organisation can do without a member in their role.
 *
 * @param next the role that they would have, or null when they would leave
 * @returns the role that nobody else holds, or null when nothing stands in the way
 */
export function roleLeftEmpty(
  members: readonly MemberInRole[],
  personId: string,
  next: MemberRole | null,
): "admin" | "signatory" | null {
  const member = members.find((one) => one.personId === personId);
  const held = KEPT_ROLES.find((role) => role === member?.role);
  if (held === undefined || next === held) return null;
  return members.some((one) => one.personId !== personId && one.role === held) ? null : held;
}
