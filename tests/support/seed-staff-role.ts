import type { Tx } from "#lib/platform/db";
import type { Prisma } from "#lib/platform/prisma/client";

/** A role of someone who is from now on of the demo: its people alone are staff without a proposal by two. */
export async function seedStaffRole(
  tx: Tx,
  { data }: { data: Prisma.StaffRoleUncheckedCreateInput },
): Promise<void> {
  await tx.person.update({ where: { id: data.personId }, data: { isDemo: true } });
  await tx.staffRole.create({ data, select: { id: true } });
}
