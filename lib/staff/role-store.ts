import { databaseNow, type Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import type { HeldRole } from "./proposal";

export type StaffPerson = {
  id: string;
  email: string;
  name: string;
  isDemo: boolean;
  disabledAt: Date | null;
  emailConfirmedAt: Date | null;
  staffRoles: readonly {
    role: string;
    homeLane: string | null;
    grantedAt: Date;
    endedAt: Date | null;
  }[];
};

const PERSON = {
  id: true,
  email: true,
  name: true,
  isDemo: true,
  disabledAt: true,
  emailConfirmedAt: true,
  staffRoles: {
    select: { role: true, homeLane: true, grantedAt: true, endedAt: true },
    orderBy: { role: "asc" },
  },
} as const;

export function findByEmail(tx: Tx, email: string): Promise<StaffPerson | null> {
  return tx.person.findUnique({ where: { email }, select: PERSON });
}

/** Everyone who holds a role, or held one, by name. */
export function findStaff(tx: Tx): Promise<StaffPerson[]> {
  return tx.person.findMany({
    where: { staffRoles: { some: {} } },
    select: PERSON,
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
}

export async function findNames(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const people = await tx.person.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true },
  });
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** Gives a role, or gives it again; the guards ask for what two people said. @param proposalId null for first officers */
export async function beginRole(
  tx: Tx,
  of: { personId: string; role: HeldRole; proposalId: string | null },
): Promise<void> {
  const { personId, proposalId } = of;
  const { role, home_lane: homeLane } = of.role;
  await tx.staffRole.upsert({
    where: { personId_role: { personId, role } },
    create: { id: newId("rol"), personId, role, homeLane, proposalId },
    update: { homeLane, proposalId, endedAt: null, endedByProposalId: null },
    select: { id: true },
  });
}

/** @returns false when it is not held */
export async function endRole(
  tx: Tx,
  of: { personId: string; role: string; proposalId: string },
): Promise<boolean> {
  const { personId, role, proposalId: endedByProposalId } = of;
  const ended = await tx.staffRole.updateMany({
    where: { personId, role, endedAt: null },
    data: { endedAt: await databaseNow(tx), endedByProposalId },
  });
  return ended.count === 1;
}

/** Locks the roles of the staff, so that two ends at once do not leave nobody to see to it. */
export async function lockStaff(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('staff.opening'))`;
}
