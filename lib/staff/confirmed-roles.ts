import { appendEntry } from "#lib/ledger/append-entry";
import type { Tx } from "#lib/platform/db";
import type { StaffStatement } from "./proposal";
import { beginRole, endRole, findByEmail } from "./role-store";

/**
 * Gives the person what two others have said, where there is a person who reads the address: the guards of the database
 * refuse it to anyone else. What they hold already stays as it is.
 *
 * @returns false when there is no such person yet
 */
export async function beginConfirmedRoles(tx: Tx, said: StaffStatement): Promise<boolean> {
  const person = await findByEmail(tx, said.email);
  if (person === null || person.emailConfirmedAt === null || person.disabledAt !== null) return false;
  const held = person.staffRoles.filter(({ endedAt }) => endedAt === null).map(({ role }) => role);
  for (const role of said.roles.filter((one) => !held.includes(one.role))) {
    await beginRole(tx, { personId: person.id, role, proposalId: said.id });
    await appendEntry(tx, {
      kind: "staff.role_granted",
      subjectId: person.id,
      data: { role: role.role, home_lane: role.home_lane, proposal: said.id },
    });
  }
  return true;
}

/** Ends what two others have said, as far as the person holds it. */
export async function endConfirmedRoles(tx: Tx, said: StaffStatement): Promise<void> {
  const person = await findByEmail(tx, said.email);
  if (person === null) return;
  for (const { role } of said.roles) {
    if (!(await endRole(tx, { personId: person.id, role, proposalId: said.id }))) continue;
    await appendEntry(tx, {
      kind: "staff.role_ended",
      subjectId: person.id,
      data: { role, proposal: said.id },
    });
  }
}
