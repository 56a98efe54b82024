import type { Tx } from "#lib/platform/db";

export async function insertStaffInvitation(
  tx: Tx,
  row: { id: string; proposalId: string | null; email: string; codeDigest: string; days: number },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "StaffInvitation" (id, "proposalId", email, "codeDigest", "expiresAt")
    VALUES (${row.id}, ${row.proposalId}, ${row.email}, ${row.codeDigest},
            clock_timestamp() + make_interval(days => ${row.days}::int))`;
}

export type OpenStaffInvitation = { id: string; proposalId: string | null; email: string };

/** The invitation that a code opens, held until the transaction ends; null when it opens none any more. */
export async function lockStaffInvitation(tx: Tx, codeDigest: string): Promise<OpenStaffInvitation | null> {
  const [row] = await tx.$queryRaw<OpenStaffInvitation[]>`
    SELECT id, "proposalId", email FROM "StaffInvitation"
    WHERE "codeDigest" = ${codeDigest} AND "acceptedAt" IS NULL AND "expiresAt" > clock_timestamp()
    FOR UPDATE`;
  return row ?? null;
}

export async function markStaffAccepted(tx: Tx, of: { id: string; personId: string }): Promise<void> {
  await tx.$executeRaw`
    UPDATE "StaffInvitation" SET "acceptedAt" = clock_timestamp(), "acceptedById" = ${of.personId}
    WHERE id = ${of.id} AND "acceptedAt" IS NULL`;
}

/** The two officers whom the console named last; none where it named nobody. */
export async function findOpening(tx: Tx): Promise<{ kind: string; emails: readonly string[] } | null> {
  return tx.staffOpening.findFirst({
    orderBy: [{ openedAt: "desc" }, { id: "desc" }],
    select: { kind: true, emails: true },
  });
}

export async function insertOpening(tx: Tx, row: { id: string; emails: string[] }): Promise<void> {
  await tx.staffOpening.create({ data: { ...row, kind: "officers" }, select: { id: true } });
}
