import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { emitEvent } from "#lib/platform/events";
import { type Actor, requireMember } from "./actor";
import { isAddressConfirmed } from "./confirm-address";
import { endMembership, lockMembers, saveMemberRole } from "./member-store";
import { type MemberInRole, roleLeftEmpty } from "./members";
import type { MemberRole } from "./roles";
import { endSessionsIn } from "./sign-in";

type Which = { actor: Actor; organisationId: string; personId: string };

/**
 * Gives a member another role; it counts from their next request on.
 *
 * @throws AppError not_found | forbidden (admins only) | wrong_state when nobody else would be admin or signatory, or
 * for a signatory whose address is not confirmed
 */
export async function changeMemberRole({
  actor,
  organisationId,
  personId,
  role,
}: Which & { role: MemberRole }): Promise<void> {
  requireMember(actor, organisationId, "admin");
  await transaction(async (tx) => {
    const member = await lockMember(tx, { actor, organisationId, personId }, role);
    if (member.role === role) return;
    if (role === "signatory" && !(await isAddressConfirmed(tx, personId))) {
      throw new AppError(
        "wrong_state",
        "This member has not confirmed their e-mail address yet, and a signatory binds your organisation. They can have the link sent again on the page of their account.",
      );
    }
    await saveMemberRole(tx, { organisationId, personId, role });
    await appendEntry(tx, {
      kind: "member.role_changed",
      subjectId: organisationId,
      data: { person: personId, from: member.role, to: role, actor: actor.personId },
    });
    await emitEvent(tx, {
      kind: "member.role_changed",
      subjectId: organisationId,
      data: { person_id: personId, role },
    });
  });
}

/**
 * Removes a member, who may be oneself, and ends their sessions: they see nothing of the organisation from their next
 * request on. What they did stays as it was done.
 *
 * @throws AppError not_found | forbidden (admins only) | wrong_state when nobody else would be admin or signatory
 */
export async function removeMember({ actor, organisationId, personId }: Which): Promise<void> {
  requireMember(actor, organisationId, "admin");
  await transaction(async (tx) => {
    const { role } = await lockMember(tx, { actor, organisationId, personId }, null);
    await endMembership(tx, { organisationId, personId }, await databaseNow(tx));
    await appendEntry(tx, {
      kind: "member.removed",
      subjectId: organisationId,
      data: { person: personId, role, actor: actor.personId },
    });
    await endSessionsIn(tx, { personId });
    await emitEvent(tx, {
      kind: "member.left",
      subjectId: organisationId,
      data: { person_id: personId, role },
    });
  });
}

/** The member, if the organisation can do without them in their role. */
async function lockMember(
  tx: Tx,
  { actor, organisationId, personId }: Which,
  next: MemberRole | null,
): Promise<MemberInRole> {
  const members = await lockMembers(tx, organisationId);
  // Read again under the lock: two admins who remove each other at once must not both succeed.
  const isAdmin = members?.some((one) => one.personId === actor.personId && one.role === "admin");
  const member = members?.find((one) => one.personId === personId);
  if (members === null || member === undefined) throw new AppError("not_found");
  if (!isAdmin) throw new AppError("forbidden", "You are no admin of this organisation any more.");
  const empty = roleLeftEmpty(members, personId, next);
  if (empty !== null) {
    throw new AppError(
      "wrong_state",
      `Nobody else is ${empty} of your organisation. Give another member that role first.`,
    );
  }
  return member;
}
