import type { Tx } from "#lib/platform/db";

export type RegisterRow = {
  id: string;
  kind: string;
  on: Date;
  organisation: string | null;
  state: string;
  tier: string | null;
  purposes: string[];
  operations: string[];
  rules: string[];
  until: Date | null;
  subjectId: string;
};

type Wanted = { kind: string | null; id: string | null; search: string; skip: number; take: number };

/**
 * The register as one list, newest first, with how many lines there are in all.
 *
 * A name is searched only where it is published, so that a search cannot find out who was refused.
 */
export async function findEntries(
  tx: Tx,
  { kind, id, search, skip, take }: Wanted,
): Promise<{ rows: RegisterRow[]; total: number }> {
  const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await tx.$queryRaw<(RegisterRow & { total: bigint })[]>`
    WITH approval AS (
      SELECT g.id, 'approval' AS kind, d."decidedAt" AS "on", o.name AS organisation,
             CASE WHEN g.state = 'active' AND g."expiresAt" <= now() THEN 'expired'
                  WHEN g.state = 'active' AND EXISTS (
                    SELECT 1 FROM "Suspension" s WHERE s."tenantId" = g."tenantId" AND s."liftedAt" IS NULL
                  ) THEN 'suspended' ELSE g.state END AS state,
             a.tier, g."expiresAt" AS until, g.id AS "subjectId",
             ARRAY(SELECT jsonb_array_elements_text(g.terms->'purposes')) AS purposes,
             ARRAY(SELECT jsonb_array_elements_text(g.terms->'operations')) AS operations,
             ARRAY[]::text[] AS rules
        FROM "Grant" g
        JOIN "Decision" d ON d.id = g."decisionId"
        JOIN "Application" a ON a.id = g."applicationId"
        JOIN "Organisation" o ON o.id = g."tenantId"
    ), refusal AS (
      SELECT a.id, 'refusal' AS kind, e."createdAt" AS "on",
             CASE WHEN (r.canonical::jsonb->'security'->>'register_consent')::boolean THEN o.name END AS organisation,
             CASE a.state WHEN 'declined' THEN 'declined' ELSE 'refused_by_rule' END AS state,
             a.tier, NULL::timestamptz AS until, a.id AS "subjectId",
             ARRAY[]::text[] AS purposes, ARRAY[]::text[] AS operations,
             CASE a.state WHEN 'declined' THEN ARRAY[]::text[] ELSE ARRAY(
               SELECT fired->>'id' FROM jsonb_array_elements(s.result->'rules') fired
                WHERE fired->>'effect' = 'deny' ORDER BY 1) END AS rules
        FROM "Application" a
        JOIN "ApplicationRevision" r ON r.id = a."revisionId"
        JOIN "Organisation" o ON o.id = a."organisationId"
        CROSS JOIN LATERAL (
          SELECT "createdAt" FROM "ApplicationEvent" e
           WHERE e."applicationId" = a.id AND e."toState" = a.state ORDER BY "createdAt" DESC LIMIT 1) e
        CROSS JOIN LATERAL (
          SELECT result FROM "Screening" s WHERE s."revisionId" = r.id
           ORDER BY s."createdAt" DESC, s.id DESC LIMIT 1) s
       WHERE a.state IN ('rejected_hard_stop', 'declined')
    ), suspension AS (
      SELECT s.id, 'suspension' AS kind, s."createdAt" AS "on", o.name AS organisation,
             CASE WHEN s."liftedAt" IS NULL THEN 'suspended' ELSE 'lifted' END AS state,
             NULL::text AS tier, NULL::timestamptz AS until, s."tenantId" AS "subjectId",
             ARRAY[]::text[] AS purposes, ARRAY[]::text[] AS operations, ARRAY[]::text[] AS rules
        FROM "Suspension" s JOIN "Organisation" o ON o.id = s."tenantId"
       -- A name is public once the organisation was approved for something, and not before.
       WHERE EXISTS (SELECT 1 FROM "Grant" g WHERE g."tenantId" = s."tenantId")
    ), every AS (
      SELECT id, kind, "on", organisation, state, tier, until, "subjectId", purposes, operations, rules FROM approval
      UNION ALL
      SELECT id, kind, "on", organisation, state, tier, until, "subjectId", purposes, operations, rules FROM refusal
      UNION ALL
      SELECT id, kind, "on", organisation, state, tier, until, "subjectId", purposes, operations, rules FROM suspension
    )
    SELECT every.*, count(*) OVER () AS total FROM every
     WHERE (${kind}::text IS NULL OR kind = ${kind})
       AND (${id}::text IS NULL OR id = ${id})
       AND (${search} = '' OR organisation ILIKE ${pattern} OR id ILIKE ${pattern}
            OR array_to_string(purposes || operations || rules, ' ') ILIKE ${pattern})
     ORDER BY "on" DESC, id DESC
    OFFSET ${skip} LIMIT ${take}`;
  return {
    rows: rows.map(({ total: _, ...row }) => row),
    total:
      rows.length > 0 ? Number(rows[0]?.total) : skip === 0 ? 0 : await countAll(tx, { kind, id, search }),
  };
}

/** A page beyond the last has no row to read the count from. */
async function countAll(tx: Tx, wanted: Pick<Wanted, "kind" | "id" | "search">): Promise<number> {
  return (await findEntries(tx, { ...wanted, skip: 0, take: 1 })).total;
}

/** What a published grant rests on. */
export function findPublishedGrant(tx: Tx, grantId: string) {
  return tx.grant.findUnique({
    where: { id: grantId },
    select: {
      terms: true,
      version: true,
      decision: {
        select: {
          id: true,
          digest: true,
          decidedAt: true,
          proposal: { select: { canonical: true, _count: { select: { signatures: true } } } },
        },
      },
      events: { select: { toState: true, createdAt: true }, orderBy: { createdAt: "asc" } },
    },
  });
}
