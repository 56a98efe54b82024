import { type Actor, requireStaffRole } from "#lib/identity/actor";
import type { StaffRole } from "#lib/identity/roles";
import type { StaffPerson } from "./role-store";

/** Who proposes, confirms and refuses what concerns the staff. The guards of the database ask for the same. */
export const STAFF_KEEPERS = ["compliance_officer", "operator"] as const satisfies readonly StaffRole[];
/** Who reads it. */
export const STAFF_READERS = [...STAFF_KEEPERS, "auditor"] as const satisfies readonly StaffRole[];

/** Fewer could never name another: one proposes and one confirms. */
export const KEEPERS_MIN = 2;

/** @throws AppError `forbidden` */
export function requireKeeper(actor: Actor): void {
  requireStaffRole(actor, ...STAFF_KEEPERS);
}

/** People who see to the staff. Pure. @param without roles that are thought away */
export function countKeepers(
  people: readonly StaffPerson[],
  without: { email: string; roles: readonly string[] } = { email: "", roles: [] },
): number {
  return people.filter(
    ({ email, disabledAt, staffRoles }) =>
      disabledAt === null &&
      staffRoles.some(
        ({ role, endedAt }) =>
          endedAt === null &&
          STAFF_KEEPERS.some((keeper) => keeper === role) &&
          !(email === without.email && without.roles.includes(role)),
      ),
  ).length;
}
