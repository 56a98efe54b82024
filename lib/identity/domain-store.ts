import type { Tx } from "#lib/platform/db";
import type { DomainCheck } from "./domain";

/** @returns false when the organisation has named this domain already */
export async function insertDomain(
  tx: Tx,
  row: { id: string; organisationId: string; domain: string; proof: string },
): Promise<boolean> {
  const { count } = await tx.organisationDomain.createMany({ data: [row], skipDuplicates: true });
  return count === 1;
}

export async function countDomains(tx: Tx, organisationId: string): Promise<number> {
  return tx.organisationDomain.count({ where: { organisationId } });
}

/**
 * Begins a look at the DNS: one at a time, and not again within some seconds.
 *
 * @returns null when there is no such domain, `"too_soon"` when the last look was just now
 */
export async function beginCheck(
  tx: Tx,
  of: { id: string; organisationId: string; pauseSeconds: number },
): Promise<{ domain: string; proof: string } | "too_soon" | null> {
  const [row] = await tx.$queryRaw<{ domain: string; proof: string }[]>`
    UPDATE "OrganisationDomain" SET "checkedAt" = clock_timestamp()
    WHERE id = ${of.id} AND "organisationId" = ${of.organisationId}
      AND ("checkedAt" IS NULL OR "checkedAt" < clock_timestamp() - make_interval(secs => ${of.pauseSeconds}::int))
    RETURNING domain, proof`;
  if (row !== undefined) return row;
  const { id, organisationId } = of;
  return (await tx.organisationDomain.count({ where: { id, organisationId } })) > 0 ? "too_soon" : null;
}

/** What was found. A record that is gone takes the verification back; a DNS that does not answer leaves it. */
export async function saveCheck(
  tx: Tx,
  of: { id: string; result: DomainCheck },
): Promise<{ isNews: boolean } | null> {
  const [row] = await tx.$queryRaw<{ before: Date | null; after: Date | null }[]>`
    WITH old AS (SELECT id, "verifiedAt" FROM "OrganisationDomain" WHERE id = ${of.id} FOR UPDATE)
    UPDATE "OrganisationDomain" d SET "lastResult" = ${of.result},
      "verifiedAt" = CASE ${of.result} WHEN 'verified' THEN COALESCE(d."verifiedAt", clock_timestamp())
                                       WHEN 'unreachable' THEN d."verifiedAt" ELSE NULL END
    FROM old WHERE d.id = old.id RETURNING old."verifiedAt" AS before, d."verifiedAt" AS after`;
  return row === undefined ? null : { isNews: row.before === null && row.after !== null };
}

export async function deleteDomain(tx: Tx, of: { id: string; organisationId: string }): Promise<boolean> {
  const { count } = await tx.organisationDomain.deleteMany({ where: of });
  return count === 1;
}

export async function findVerifiedDomains(
  tx: Tx,
  organisationId: string,
): Promise<readonly { domain: string; verifiedAt: Date | null }[]> {
  return tx.organisationDomain.findMany({
    where: { organisationId },
    orderBy: { domain: "asc" },
    select: { domain: true, verifiedAt: true },
  });
}
