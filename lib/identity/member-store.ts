import type { Tx } from "#lib/platform/db";
import type { MemberInRole } from "./members";
import type { MemberRole } from "./roles";

/** The organisation's current members, its row locked: who leaves and who changes role take turns. */
export async function lockMembers(tx: Tx, organisationId: string): Promise<readonly MemberInRole[] | null> {
  const found = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Organisation" WHERE id = ${organisationId} FOR UPDATE`;
  if (found.length === 0) return null;
  const rows = await tx.membership.findMany({
    where: { organisationId, endedAt: null },
    select: { personId: true, role: true },
  });
  return rows.map(({ personId, role }) => ({ personId, role: role as MemberRole }));
}

export async function saveMemberRole(
  tx: Tx,
  of: { organisationId: string; personId: string; role: MemberRole },
): Promise<void> {
  const { organisationId, personId, role } = of;
  await tx.membership.updateMany({
    where: { organisationId, personId, endedAt: null },
    data: { role },
  });
}

export async function endMembership(
  tx: Tx,
  of: { organisationId: string; personId: string },
  now: Date,
): Promise<void> {
  const { organisationId, personId } = of;
  await tx.membership.updateMany({
    where: { organisationId, personId, endedAt: null },
    data: { endedAt: now },
  });
}

/** Makes someone a member, again if they were one before. @returns false when they are one already */
export async function beginMembership(
  tx: Tx,
  row: { id: string; organisationId: string; personId: string; role: MemberRole },
): Promise<boolean> {
  const { organisationId, personId, role } = row;
  const { count } = await tx.membership.createMany({ data: [row], skipDuplicates: true });
  if (count === 1) return true;
  const again = await tx.membership.updateMany({
    where: { organisationId, personId, endedAt: { not: null } },
    data: { role, endedAt: null, createdAt: new Date() },
  });
  return again.count === 1;
}

export async function findOrganisationPage(tx: Tx, organisationId: string) {
  return tx.organisation.findUnique({
    where: { id: organisationId },
    select: {
      id: true,
      name: true,
      country: true,
      memberships: {
        where: { endedAt: null },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        select: { role: true, createdAt: true, person: { select: { id: true, name: true, email: true } } },
      },
      domains: { orderBy: { domain: "asc" }, omit: { organisationId: true } },
    },
  });
}
