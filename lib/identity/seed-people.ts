import { appendEntry } from "#lib/ledger/append-entry";
import { type Tx, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { DEMO_ORGANISATIONS, DEMO_PASSWORD, DEMO_PEOPLE, type DemoPerson } from "./demo-people";
import { hashPassword } from "./password";
import {
  findPersonByEmail,
  insertMembership,
  insertOrganisation,
  insertPerson,
  insertStaffRole,
} from "./store";

/**
 * The demo's organisations and people, one a role. Doing it again adds nothing.
 *
 * @returns whether this call made them
 */
export async function seedPeople(): Promise<boolean> {
  const [first] = DEMO_PEOPLE;
  if (first === undefined) return false;
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  return transaction(async (tx) => {
    if ((await findPersonByEmail(tx, first.email)) !== null) return false;
    const organisations = new Map<string, string>();
    for (const { key, name, country } of DEMO_ORGANISATIONS) {
      const id = newId("org");
      organisations.set(key, id);
      await insertOrganisation(tx, { id, name, country });
      await appendEntry(tx, {
        kind: "organisation.created",
        subjectId: id,
        data: { country },
        secret: { name },
      });
    }
    for (const person of DEMO_PEOPLE) await seedPerson(tx, person, organisations, passwordHash);
    return true;
  });
}

async function seedPerson(
  tx: Tx,
  { name, email, staff, member }: DemoPerson,
  organisations: ReadonlyMap<string, string>,
  passwordHash: string,
): Promise<void> {
  const personId = newId("per");
  await insertPerson(tx, { id: personId, email, name, passwordHash, isDemo: true });
  await appendEntry(tx, { kind: "person.created", subjectId: personId, data: {}, secret: { name, email } });
  for (const { role, homeLane } of staff ?? []) {
    await insertStaffRole(tx, { id: newId("rol"), personId, role, homeLane: homeLane ?? null });
    await appendEntry(tx, {
      kind: "staff.role_granted",
      subjectId: personId,
      data: { role, home_lane: homeLane ?? null, granted_by: "demo" },
    });
  }
  const organisationId = member === undefined ? undefined : organisations.get(member.organisation);
  if (member !== undefined && organisationId !== undefined) {
    await insertMembership(tx, { id: newId("mem"), organisationId, personId, role: member.role });
  }
}
