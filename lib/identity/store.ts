import type { Tx } from "#lib/platform/db";
import type { Language } from "#lib/platform/language";
import type { Actor } from "./actor";
import type { Lane, MemberRole, StaffRole } from "./roles";

export async function findPersonByEmail(tx: Tx, email: string) {
  return tx.person.findUnique({ where: { email }, select: personColumns });
}

export async function findPerson(tx: Tx, id: string) {
  return tx.person.findUnique({ where: { id }, select: personColumns });
}

const personColumns = {
  id: true,
  email: true,
  name: true,
  passwordHash: true,
  totpSecret: true,
  isDemo: true,
  disabledAt: true,
  emailConfirmedAt: true,
} as const;

/** @returns false when the address belongs to someone already, be it since a moment ago */
export async function insertPerson(
  tx: Tx,
  row: {
    id: string;
    email: string;
    name: string;
    passwordHash: string;
    isDemo: boolean;
    language?: Language;
  },
): Promise<boolean> {
  // The demo's people are made up, and so are their addresses.
  const emailConfirmedAt = row.isDemo ? new Date() : null;
  const { count } = await tx.person.createMany({
    data: [{ ...row, emailConfirmedAt }],
    skipDuplicates: true,
  });
  return count === 1;
}

export async function insertOrganisation(
  tx: Tx,
  row: { id: string; name: string; country: string },
): Promise<void> {
  await tx.organisation.create({ data: row });
}

export async function insertMembership(
  tx: Tx,
  row: { id: string; organisationId: string; personId: string; role: MemberRole },
): Promise<void> {
  await tx.membership.create({ data: row });
}

export async function insertStaffRole(
  tx: Tx,
  row: { id: string; personId: string; role: StaffRole; homeLane: Lane | null },
): Promise<void> {
  await tx.staffRole.create({ data: row });
}

/**
 * Counts an attempt before it is judged, so that attempts made side by side cannot outnumber the limit. Attempts are
 * forgotten at `lockedUntil`, which each one moves on; while as many stand as are allowed, the person is locked out.
 *
 * @returns false when the person is locked out, and then nothing is counted
 */
export async function countAttempt(
  tx: Tx,
  personId: string,
  { attemptsMax, lockoutSeconds }: { attemptsMax: number; lockoutSeconds: number },
): Promise<boolean> {
  const counted = await tx.$executeRaw`
    UPDATE "Person" SET
      "failedSignIns" = CASE WHEN "lockedUntil" > clock_timestamp() THEN "failedSignIns" + 1 ELSE 1 END,
      "lockedUntil" = clock_timestamp() + make_interval(secs => ${lockoutSeconds}::int)
    WHERE id = ${personId}
      AND ("failedSignIns" < ${attemptsMax} OR "lockedUntil" IS NULL OR "lockedUntil" <= clock_timestamp())`;
  return counted === 1;
}

/** Takes one attempt back that was neither right nor wrong. */
export async function uncountAttempt(tx: Tx, personId: string): Promise<void> {
  await tx.person.updateMany({
    where: { id: personId, failedSignIns: { gt: 0 } },
    data: { failedSignIns: { decrement: 1 } },
  });
}

export async function forgetAttempts(tx: Tx, personId: string): Promise<void> {
  await tx.person.updateMany({ where: { id: personId }, data: { failedSignIns: 0, lockedUntil: null } });
}

/** @returns false when this time step, or a later one, was used before */
export async function useTotpStep(tx: Tx, personId: string, step: number): Promise<boolean> {
  const { count } = await tx.person.updateMany({
    where: { id: personId, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] },
    data: { totpLastStep: step },
  });
  return count === 1;
}

export async function savePassword(tx: Tx, personId: string, passwordHash: string): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { passwordHash } });
}

export async function saveTotpSecret(
  tx: Tx,
  personId: string,
  totpSecret: string,
  step: number,
): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { totpSecret, totpLastStep: step } });
}

/** Notes that this database is a demo's, whose own people are staff without proposals. Only where nobody is staff yet. */
export async function openAsDemo(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "StaffOpening" (id, kind)
    SELECT ${id}, 'demo' WHERE NOT EXISTS (SELECT 1 FROM "StaffOpening" WHERE kind = 'demo')`;
}

/** Everyone in the demo, with what they are, in the order in which they were made. */
export async function findDemoPeople(tx: Tx) {
  return tx.person.findMany({
    where: { isDemo: true, disabledAt: null },
    orderBy: { id: "asc" },
    select: {
      id: true,
      name: true,
      email: true,
      staffRoles: { where: { endedAt: null }, select: { role: true, homeLane: true } },
      memberships: {
        where: { endedAt: null },
        select: { role: true, organisation: { select: { name: true } } },
      },
    },
  });
}

/** The person behind a session as an actor, with roles as they are now. */
export async function findActor(tx: Tx, personId: string): Promise<Omit<Actor, "sessionId"> | null> {
  const person = await tx.person.findUnique({
    where: { id: personId, disabledAt: null },
    select: {
      id: true,
      name: true,
      staffRoles: { where: { endedAt: null }, select: { role: true, homeLane: true } },
      memberships: { where: { endedAt: null }, select: { organisationId: true, role: true } },
    },
  });
  if (person === null) return null;
  return {
    personId: person.id,
    name: person.name,
    staffRoles: person.staffRoles.map(({ role, homeLane }) => ({
      role: role as StaffRole,
      homeLane: homeLane as Lane | null,
    })),
    memberships: person.memberships.map(({ organisationId, role }) => ({
      organisationId,
      role: role as MemberRole,
    })),
  };
}
