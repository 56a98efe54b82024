import { isSingleCase } from "#lib/grants/grant";
import { holdLiveGrant } from "#lib/grants/hold-grant";
import type { Actor } from "#lib/identity/actor";
import { requireMember } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { ruledEntry } from "#lib/ledger/entry-data";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { formatKey, newKeyParts } from "./key-format";
import { currentPepper, secretMac } from "./pepper";
import { hasKey, insertKey } from "./store";

/** The version of the API that a key made today speaks unless a call says otherwise. */
export const API_VERSION = "2026-11-01";

const DAY_MS = 86_400_000;

/**
 * Makes a key under a live grant, for an admin of the tenant. Its secret is returned here and nowhere else:
 * only a keyed hash of it is stored.
 *
 * @returns the key as text, shown once
 * @throws AppError not_found | forbidden | grant_not_active | invalid_request (scopes beyond the grant)
 */
export async function issueKey({
  actor,
  organisationId,
  grantId,
  name,
  scopes,
  cidrs,
  days,
}: {
  actor: Actor;
  organisationId: string;
  grantId: string;
  name: string;
  scopes: readonly string[];
  cidrs: readonly string[];
  days: number;
}): Promise<{ keyId: string; key: string; expiresAt: Date }> {
  requireMember(actor, organisationId, "admin");
  const parts = newKeyParts("live");
  const pepper = currentPepper();
  const keyId = newId("key");

  const expiresAt = await transaction(async (tx) => {
    const grant = await holdLiveGrant(tx, { grantId, tenantId: organisationId });
    if (isSingleCase(grant.terms) && (await hasKey(tx, grantId))) {
      throw new AppError("wrong_state", "An emergency grant has one key, and it was made already.");
    }
    const beyond = scopes.filter((scope) => !grant.terms.operations.some((operation) => operation === scope));
    if (beyond.length > 0) {
      throw new AppError("invalid_request", "A key cannot do more than its grant.", {
        errors: [{ pointer: "/scopes", message: `the grant does not cover ${beyond.join(", ")}` }],
      });
    }
    const expires = new Date(Math.min(grant.now.getTime() + days * DAY_MS, grant.expiresAt.getTime()));
    await insertKey(tx, {
      id: keyId,
      publicId: parts.publicId,
      tenantId: organisationId,
      grantId,
      name,
      secretMac: secretMac(pepper, parts.secret),
      pepperVersion: pepper.version,
      scopes: [...scopes],
      cidrs: [...cidrs],
      apiVersion: API_VERSION,
      createdById: actor.personId,
      expiresAt: expires,
    });
    await appendEntry(
      tx,
      ruledEntry("key.issued", keyId, {
        grant_id: grantId,
        tenant_id: organisationId,
        scopes: [...scopes],
        expires_at: expires.toISOString(),
      }),
    );
    return expires;
  });
  return { keyId, key: formatKey(parts), expiresAt };
}
