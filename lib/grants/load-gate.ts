import type { Tx } from "#lib/platform/db";
import type { GateFacts, GrantInForce } from "./authorise";
import { lockGateRows, readGate } from "./gate-store";
import type { GrantState, GrantTerms } from "./terms";

export type Gate = {
  keyId: string;
  tenantId: string;
  grant: GrantInForce;
  facts: GateFacts;
  /** The database's time at which the facts were read; the time to judge at. */
  now: Date;
};

/**
 * What `authorise` needs, as the database has it now.
 *
 * @returns null for a key that does not exist
 */
export async function loadGate(tx: Tx, { keyId }: { keyId: string }): Promise<Gate | null> {
  const row = await readGate(tx, keyId);
  if (row === null) return null;
  return {
    keyId: row.keyId,
    tenantId: row.tenantId,
    now: row.now,
    grant: {
      id: row.grantId,
      tenantId: row.tenantId,
      decisionId: row.decisionId,
      applicationId: row.applicationId,
      version: row.version,
      state: row.state as GrantState,
      terms: row.terms as GrantTerms,
    },
    facts: {
      keyRevoked: row.keyRevokedAt !== null,
      keyExpiresAt: row.keyExpiresAt,
      keyScopes: row.scopes,
      keyCidrs: row.cidrs,
      tenantSuspended: row.suspended,
      switches: row.switches,
      // Consents and instruments belong to rooms that are not built yet: default-deny until they are.
      consent: "none",
      instrument: "none",
    },
  };
}

/**
 * The same, inside the transaction that acts on it: whoever revokes, suspends or switches off meanwhile waits
 * for this transaction, or this one for theirs, and then sees their commit.
 */
export async function lockGate(tx: Tx, { keyId }: { keyId: string }): Promise<Gate | null> {
  await lockGateRows(tx, keyId);
  return loadGate(tx, { keyId });
}
