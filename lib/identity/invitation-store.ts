import type { Tx } from "#lib/platform/db";
import type { MemberRole } from "./roles";

export async function insertInvitation(
  tx: Tx,
  row: {
    id: string;
    organisationId: string;
    email: string;
    role: MemberRole;
    codeDigest: string;
    mailedCodeDigest: string;
    invitedById: string;
    days: number;
  },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "Invitation" (id, "organisationId", email, role, "codeDigest", "mailedCodeDigest", "invitedById", "expiresAt")
    VALUES (${row.id}, ${row.organisationId}, ${row.email}, ${row.role}, ${row.codeDigest}, ${row.mailedCodeDigest},
            ${row.invitedById},
            clock_timestamp() + make_interval(days => ${row.days}::int))`;
}

/** What stands in the way of another invitation. */
export async function countInvitations(
  tx: Tx,
  of: { organisationId: string; email: string },
): Promise<{ open: number; today: number; isInvited: boolean; isMember: boolean }> {
  const [row] = await tx.$queryRaw<{ open: bigint; today: bigint; isInvited: boolean; isMember: boolean }[]>`
    SELECT
      count(*) FILTER (WHERE "acceptedAt" IS NULL AND "withdrawnAt" IS NULL AND "expiresAt" > clock_timestamp()) AS open,
      count(*) FILTER (WHERE "createdAt" > clock_timestamp() - interval '1 day') AS today,
      count(*) FILTER (WHERE email = ${of.email} AND "acceptedAt" IS NULL AND "withdrawnAt" IS NULL
                         AND "expiresAt" > clock_timestamp()) > 0 AS "isInvited",
      EXISTS (SELECT 1 FROM "Membership" m JOIN "Person" p ON p.id = m."personId"
              WHERE m."organisationId" = ${of.organisationId} AND m."endedAt" IS NULL AND p.email = ${of.email})
        AS "isMember"
    FROM "Invitation" WHERE "organisationId" = ${of.organisationId}`;
  if (row === undefined) throw new Error("the database gave no answer");
  return { ...row, open: Number(row.open), today: Number(row.today) };
}

/** Those that can still be accepted, the latest first. */
export async function findOpenInvitations(
  tx: Tx,
  organisationId: string,
): Promise<readonly { id: string; email: string; role: MemberRole; expiresAt: Date }[]> {
  return tx.$queryRaw<{ id: string; email: string; role: MemberRole; expiresAt: Date }[]>`
    SELECT id, email, role, "expiresAt" FROM "Invitation"
    WHERE "organisationId" = ${organisationId} AND "acceptedAt" IS NULL AND "withdrawnAt" IS NULL
      AND "expiresAt" > clock_timestamp()
    ORDER BY "createdAt" DESC, id DESC`;
}

/** @returns false when there is none to withdraw: it was accepted, withdrawn, has expired, or is another's */
export async function endInvitation(tx: Tx, of: { id: string; organisationId: string }): Promise<boolean> {
  const ended = await tx.$executeRaw`
    UPDATE "Invitation" SET "withdrawnAt" = clock_timestamp()
    WHERE id = ${of.id} AND "organisationId" = ${of.organisationId}
      AND "acceptedAt" IS NULL AND "withdrawnAt" IS NULL AND "expiresAt" > clock_timestamp()`;
  return ended === 1;
}

export type OpenInvitation = {
  id: string;
  organisationId: string;
  email: string;
  role: string;
  /** Whether the code is the one that only the mail had. */
  isByMail: boolean;
};

/** The invitation that a code opens, held until the transaction ends; null when it opens none any more. */
export async function lockInvitation(tx: Tx, codeDigest: string): Promise<OpenInvitation | null> {
  const [row] = await tx.$queryRaw<OpenInvitation[]>`
    SELECT id, "organisationId", email, role, "mailedCodeDigest" IS NOT DISTINCT FROM ${codeDigest} AS "isByMail"
    FROM "Invitation"
    WHERE (("codeDigest" = ${codeDigest}) OR ("mailedCodeDigest" = ${codeDigest})) AND "acceptedAt" IS NULL AND "withdrawnAt" IS NULL
      AND "expiresAt" > clock_timestamp()
    FOR UPDATE`;
  return row ?? null;
}

export async function markAccepted(tx: Tx, of: { id: string; personId: string }): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Invitation" SET "acceptedAt" = clock_timestamp(), "acceptedById" = ${of.personId}
    WHERE id = ${of.id} AND "acceptedAt" IS NULL AND "withdrawnAt" IS NULL`;
}
