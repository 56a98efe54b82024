import type { Tx } from "#lib/platform/db";
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
  totpLastStep: true,
  failedSignIns: true,
  lockedUntil: true,
  isDemo: true,
  disabledAt: true,
} as const;

export async function insertPerson(
  tx: Tx,
  row: { id: string; email: string; name: string; passwordHash: string; isDemo: boolean },
): Promise<void> {
  await tx.person.create({ data: row });
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

/** Counts a failure; from `failuresMax` on the person is locked out until then. */
export async function countFailedSignIn(
  tx: Tx,
  personId: string,
  { failuresMax, lockedUntil }: { failuresMax: number; lockedUntil: Date },
): Promise<void> {
  const { failedSignIns } = await tx.person.update({
    where: { id: personId },
    data: { failedSignIns: { increment: 1 } },
    select: { failedSignIns: true },
  });
  if (failedSignIns >= failuresMax) {
    await tx.person.update({ where: { id: personId }, data: { lockedUntil, failedSignIns: 0 } });
  }
}

export async function clearFailedSignIns(tx: Tx, personId: string): Promise<void> {
  await tx.person.updateMany({
    where: { id: personId, OR: [{ failedSignIns: { gt: 0 } }, { lockedUntil: { not: null } }] },
    data: { failedSignIns: 0, lockedUntil: null },
  });
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
