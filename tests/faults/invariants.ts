import type pg from "pg";
import { exportBundle } from "#lib/ledger/export-bundle";
import { verifyBundle } from "#lib/ledger/verify-bundle";
import type { Order } from "./load";

/** Each by its words in docs/guarantees.md, with what breaks it: none where it holds. */
export type Findings = Record<InvariantName, readonly string[]>;

export type InvariantName = keyof typeof INVARIANTS;

export type Evidence = { client: pg.Client; orders: readonly Order[]; tenantIds: readonly string[] };

/** What must hold after every run, read from the database; the places and figures are the tenants' of the run. */
export const INVARIANTS = {
  "every id that was answered exists": async ({ client, orders }: Evidence) => {
    const answered = orders.flatMap(({ jobIds }) => [...jobIds]);
    return texts(
      client,
      `SELECT answered.id AS text FROM unnest($1::text[]) AS answered(id)
       WHERE NOT EXISTS (SELECT 1 FROM "Job" j WHERE j.id = answered.id)`,
      [answered],
    );
  },
  "every job reaches a terminal or review state": ({ client, tenantIds }: Evidence) =>
    texts(
      client,
      `SELECT id || ' is ' || state AS text FROM "Job"
       WHERE "tenantId" = ANY ($1) AND state IN ('received', 'queued', 'running')`,
      [tenantIds],
    ),
  "a job has one effect when it is released, and none otherwise": ({ client, tenantIds }: Evidence) =>
    texts(
      client,
      `SELECT j.id || ' is ' || j.state || ' with ' || count(p.id) || ' effects' AS text
       FROM "Job" j LEFT JOIN "LedgerPending" p ON p."subjectId" = j.id AND p.kind = 'job.released'
       WHERE j."tenantId" = ANY ($1) AND j.state <> 'expired' GROUP BY j.id
       HAVING count(p.id) <> CASE WHEN j.state = 'released' THEN 1 ELSE 0 END`,
      [tenantIds],
    ),
  "there is one job for each tenant, route and idempotency key": async ({
    client,
    orders,
    tenantIds,
  }: Evidence) => {
    const told = orders
      .filter(({ jobIds }) => jobIds.size > 1)
      .map(({ key, jobIds }) => `${key} was answered with ${[...jobIds].join(" and ")}`);
    const unkeyed = await texts(
      client,
      `SELECT id || ' has ' || (SELECT count(*) FROM "IdempotencyRecord" r WHERE r."jobId" = j.id) || ' keys' AS text
       FROM "Job" j WHERE "tenantId" = ANY ($1)
         AND (SELECT count(*) FROM "IdempotencyRecord" r WHERE r."jobId" = j.id) <> 1`,
      [tenantIds],
    );
    return [...told, ...unkeyed];
  },
  "nothing is released after the commit of a revocation": ({ client, tenantIds }: Evidence) =>
    texts(
      client,
      `SELECT j.id || ' was released after ' || k.id || ' was revoked' AS text
       FROM "Job" j JOIN "ApiKey" k ON k.id = j."keyId"
         JOIN "LedgerPending" revoked ON revoked."subjectId" = k.id AND revoked.kind = 'key.revoked'
         JOIN "LedgerPending" released ON released."subjectId" = j.id AND released.kind = 'job.released'
       WHERE j."tenantId" = ANY ($1) AND released.id > revoked.id`,
      [tenantIds],
    ),
  "every change of state has one ledger leaf": async ({ client, tenantIds }: Evidence) => {
    const { rows } = await client.query<JobPath>(
      `SELECT j.id, j.state, array_agg(p.kind ORDER BY p.id) AS kinds,
              array_agg(p.leaf ORDER BY p.id) AS leaves, count(l.index)::int AS sequenced
       FROM "Job" j LEFT JOIN "LedgerPending" p ON p."subjectId" = j.id
         LEFT JOIN "LedgerLeaf" l ON l."pendingId" = p.id
       WHERE j."tenantId" = ANY ($1) GROUP BY j.id`,
      [tenantIds],
    );
    return rows.flatMap(whyPathFails);
  },
  "the ledger verifies": async (_: Evidence) => {
    const verdict = verifyBundle(await exportBundle());
    return verdict.ok ? [] : [`${verdict.failure.check}: ${verdict.failure.reason}`];
  },
  "no grant has less than two signers, and no key is older than its grant": ({
    client,
    tenantIds,
  }: Evidence) =>
    texts(
      client,
      `SELECT g.id || ' has one signer or none' AS text FROM "Grant" g JOIN "Decision" d ON d.id = g."decisionId"
       WHERE g."tenantId" = ANY ($1)
         AND (SELECT count(DISTINCT s."signerId") FROM "Signature" s WHERE s."proposalId" = d."proposalId") < 2
       UNION ALL
       SELECT k.id || ' is older than its grant' FROM "ApiKey" k JOIN "Grant" g ON g.id = k."grantId"
       WHERE k."tenantId" = ANY ($1) AND k."createdAt" < g."createdAt"`,
      [tenantIds],
    ),
} as const satisfies Record<string, (evidence: Evidence) => Promise<readonly string[]>>;

export async function readInvariants(evidence: Evidence): Promise<Findings> {
  const found: [string, readonly string[]][] = [];
  for (const [name, check] of Object.entries(INVARIANTS)) found.push([name, await check(evidence)]);
  return Object.fromEntries(found) as Findings;
}

type JobPath = { id: string; state: string; kinds: string[]; leaves: string[]; sequenced: number };

/** Follows a job's entries from its acceptance: each begins where the one before ended, the last where the job is. */
function whyPathFails({ id, state, kinds, leaves, sequenced }: JobPath): string[] {
  if (kinds[0] !== "job.accepted") return [`${id} has no entry of its acceptance`];
  let at = "received";
  for (const [place, kind] of kinds.entries()) {
    if (place === 0) continue;
    const { data } = JSON.parse(leaves[place] ?? "{}") as { data: { from: string; to?: string } };
    if (data.from !== at) return [`${id} went from ${at} to ${data.from} without an entry`];
    at = kind === "job.released" ? "released" : (data.to ?? "");
  }
  if (at !== state) return [`${id} is ${state}, and its entries end at ${at}`];
  return sequenced === leaves.length ? [] : [`${id} has ${leaves.length} entries and ${sequenced} leaves`];
}

async function texts(client: pg.Client, sql: string, values: readonly unknown[]): Promise<string[]> {
  const { rows } = await client.query<{ text: string }>(sql, [...values]);
  return rows.map(({ text }) => text);
}
