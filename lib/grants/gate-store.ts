import type { Tx } from "#lib/platform/db";

export type GateRow = {
  keyId: string;
  keyRevokedAt: Date | null;
  keyExpiresAt: Date;
  scopes: string[];
  cidrs: string[];
  tenantId: string;
  grantId: string;
  decisionId: string;
  applicationId: string;
  version: number;
  state: string;
  terms: unknown;
  suspended: boolean;
  switches: { scope: string; value: string; reason: string }[];
  now: Date;
};

/** Held shared by every gate that is about to act on what it read, and exclusively by whoever throws or lifts a switch. */
const SWITCHES_LOCK = 7_300_001;

/** One read of all that the gate must know, with the database's clock. */
export async function readGate(tx: Tx, keyId: string): Promise<GateRow | null> {
  const [row] = await tx.$queryRaw<GateRow[]>`
    SELECT k.id AS "keyId", k."revokedAt" AS "keyRevokedAt", k."expiresAt" AS "keyExpiresAt", k.scopes, k.cidrs,
           g."tenantId", g.id AS "grantId", g."decisionId", g."applicationId", g.version, g.state, g.terms,
           EXISTS (SELECT 1 FROM "Suspension" s WHERE s."tenantId" = g."tenantId" AND s."liftedAt" IS NULL) AS suspended,
           COALESCE((SELECT json_agg(json_build_object('scope', w.scope, 'value', w.value, 'reason', w.reason))
                     FROM "KillSwitch" w WHERE w."liftedAt" IS NULL), '[]'::json) AS switches,
           clock_timestamp() AS now
    FROM "ApiKey" k JOIN "Grant" g ON g.id = k."grantId"
    WHERE k.id = ${keyId}`;
  return row ?? null;
}

/**
 * Orders the caller before or after any revocation, suspension or switch: those take the same rows and the same
 * lock exclusively, so one of the two waits for the other's commit.
 */
export async function lockGateRows(tx: Tx, keyId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(${SWITCHES_LOCK}::bigint)`;
  await tx.$queryRaw`
    SELECT 1 FROM "ApiKey" k
      JOIN "Grant" g ON g.id = k."grantId"
      JOIN "Organisation" o ON o.id = g."tenantId"
    WHERE k.id = ${keyId} FOR KEY SHARE OF k, g, o`;
}

export async function lockSwitches(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SWITCHES_LOCK}::bigint)`;
}
