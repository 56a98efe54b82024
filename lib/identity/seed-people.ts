import { appendEntry } from "#lib/ledger/append-entry";
import { type Tx, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import {
  DEMO_ORGANISATIONS,
  DEMO_PASSWORD,
  DEMO_PEOPLE,
  type DemoOrganisation,
  type DemoPerson,
} from "./demo-people";
import { hashPassword } from "./password";
import {
  findActor,
  findPersonByEmail,
  insertMembership,
  insertOrganisation,
  insertPerson,
  insertStaffRole,
  openAsDemo,
} from "./store";

/**
 * The demo's organisations and people, one a role: those of them who are not there yet, so that a demo that an
 * earlier version filled is made up to this one's. Doing it again adds nothing.
 *
 * @returns whether this call made any
 */
export async function seedPeople(): Promise<boolean> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  return transaction(async (tx) => {
    await openAsDemo(tx, newId("sto"));
    const missing: DemoPerson[] = [];
    for (const person of DEMO_PEOPLE) {
      if ((await findPersonByEmail(tx, person.email)) === null) missing.push(person);
    }
    const organisations = new Map<string, string>();
    const wanted = DEMO_ORGANISATIONS.filter(({ key }) =>
      missing.some(({ member }) => member?.organisation === key),
    );
    for (const organisation of wanted) {
      organisations.set(organisation.key, await seedOrganisation(tx, organisation));
    }
    for (const person of missing) await seedPerson(tx, person, organisations, passwordHash);
    return missing.length > 0;
  });
}

/** The organisation that its demo people belong to, made when none of them is there. @returns its id */
async function seedOrganisation(tx: Tx, { key, name, country }: DemoOrganisation): Promise<string> {
  for (const { email } of DEMO_PEOPLE.filter(({ member }) => member?.organisation === key)) {
    const person = await findPersonByEmail(tx, email);
    const membership = person === null ? undefined : (await findActor(tx, person.id))?.memberships[0];
    if (membership !== undefined) return membership.organisationId;
  }
  const id = newId("org");
  await insertOrganisation(tx, { id, name, country });
  await appendEntry(tx, {
    kind: "organisation.created",
    subjectId: id,
    data: { country },
    secret: { name },
  });
  return id;
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
