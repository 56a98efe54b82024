import { type Actor, hasStaffRole, memberRole, requireMember } from "#lib/identity/actor";
import { type MemberRole, STAFF_ROLES, type StaffRole } from "#lib/identity/roles";
import type { Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { type ApplicationRow, findApplication, lockApplication } from "./store";

/** Every staff role but the account team, who are told the status and no more (policy.md D). */
const READERS: readonly StaffRole[] = STAFF_ROLES.filter((role) => role !== "account_team");

/**
 * The application, locked, for a member who is about to change it.
 *
 * @throws AppError `not_found` when it is absent or another organisation's, `forbidden` in the wrong role
 */
export async function lockForMember(
  tx: Tx,
  actor: Actor,
  applicationId: string,
  ...roles: readonly MemberRole[]
): Promise<ApplicationRow> {
  const application = await lockApplication(tx, applicationId);
  if (application === undefined) throw new AppError("not_found");
  requireMember(actor, application.organisationId, ...roles);
  return application;
}

/** The same, unlocked, for a member who reads it. */
export async function readForMember(tx: Tx, actor: Actor, applicationId: string): Promise<ApplicationRow> {
  const application = await findApplication(tx, applicationId);
  if (application === undefined) throw new AppError("not_found");
  requireMember(actor, application.organisationId);
  return application;
}

/**
 * The application, locked, for staff who are about to change what is known about it.
 *
 * @throws AppError `not_found` for whoever is not staff; `forbidden` in another role, and to a member of the
 * applicant's own organisation, whatever roles they hold
 */
export async function lockForStaff(
  tx: Tx,
  actor: Actor,
  applicationId: string,
  ...roles: readonly StaffRole[]
): Promise<ApplicationRow> {
  const application = await lockApplication(tx, applicationId);
  if (application === undefined || !isReader(actor)) throw new AppError("not_found");
  refuseOwnCase(actor, application.organisationId);
  if (!hasStaffRole(actor, ...roles)) {
    throw new AppError("forbidden", `This needs the role ${roles.join(" or ")}.`);
  }
  return application;
}

/** The application for staff who read it: every role but the account team, never one's own case. */
export async function readForStaff(tx: Tx, actor: Actor, applicationId: string): Promise<ApplicationRow> {
  const application = await findApplication(tx, applicationId);
  if (application === undefined || !isReader(actor)) throw new AppError("not_found");
  refuseOwnCase(actor, application.organisationId);
  return application;
}

/** Whether the person may read what is on file: a member always, staff from the first submit on. */
export function mayRead(actor: Actor, application: ApplicationRow | undefined): boolean {
  if (application === undefined) return false;
  if (memberRole(actor, application.organisationId) !== undefined) return true;
  return isReader(actor) && application.revisionId !== null;
}

function isReader(actor: Actor): boolean {
  return hasStaffRole(actor, ...READERS);
}

function refuseOwnCase(actor: Actor, organisationId: string): void {
  if (memberRole(actor, organisationId) === undefined) return;
  throw new AppError("forbidden", "You belong to the applicant: other people handle this case.");
}
