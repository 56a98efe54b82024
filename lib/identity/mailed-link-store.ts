import type { Tx } from "#lib/platform/db";

export type LinkPurpose = "confirm" | "recover";

export async function insertMailedLink(
  tx: Tx,
  row: { id: string; personId: string; purpose: LinkPurpose; codeDigest: string; minutes: number },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "MailedLink" (id, "personId", purpose, "codeDigest", "expiresAt")
    VALUES (${row.id}, ${row.personId}, ${row.purpose}, ${row.codeDigest},
            clock_timestamp() + make_interval(mins => ${row.minutes}::int))`;
}

/**
 * Uses a link up, and with it every other of the same person for the same purpose.
 *
 * @returns whose it was, or null for one that was used, has expired or never was
 */
export async function takeMailedLink(
  tx: Tx,
  of: { purpose: LinkPurpose; codeDigest: string },
): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ personId: string }[]>`
    UPDATE "MailedLink" SET "usedAt" = clock_timestamp()
    WHERE "codeDigest" = ${of.codeDigest} AND purpose = ${of.purpose} AND "usedAt" IS NULL
      AND "expiresAt" > clock_timestamp()
    RETURNING "personId"`;
  if (row === undefined) return null;
  await tx.$executeRaw`
    UPDATE "MailedLink" SET "usedAt" = clock_timestamp()
    WHERE "personId" = ${row.personId} AND purpose = ${of.purpose} AND "usedAt" IS NULL`;
  return row.personId;
}

export async function deleteEndedLinks(tx: Tx): Promise<number> {
  return tx.$executeRaw`DELETE FROM "MailedLink" WHERE "expiresAt" <= clock_timestamp()`;
}

/** @returns false when it was confirmed already, or the person is gone */
export async function saveAddressConfirmed(tx: Tx, personId: string): Promise<boolean> {
  const saved = await tx.$executeRaw`
    UPDATE "Person" SET "emailConfirmedAt" = clock_timestamp()
    WHERE id = ${personId} AND "emailConfirmedAt" IS NULL AND "disabledAt" IS NULL`;
  return saved === 1;
}

export async function findAddress(tx: Tx, personId: string) {
  return tx.person.findUnique({
    where: { id: personId, disabledAt: null },
    select: { email: true, emailConfirmedAt: true },
  });
}
