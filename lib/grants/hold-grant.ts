import { databaseNow, type Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { lockGrant } from "./store";
import type { GrantTerms } from "./terms";

/**
 * A tenant's live grant, held for this transaction: it cannot be revoked or restricted before the commit.
 *
 * @returns its terms and end, and the database's time
 * @throws AppError `not_found` for another tenant's, `grant_not_active`
 */
export async function holdLiveGrant(
  tx: Tx,
  { grantId, tenantId }: { grantId: string; tenantId: string },
): Promise<{ terms: GrantTerms; expiresAt: Date; now: Date }> {
  const grant = await lockGrant(tx, grantId);
  if (grant === null || grant.tenantId !== tenantId) throw new AppError("not_found");
  const now = await databaseNow(tx);
  if (grant.state !== "active" || grant.expiresAt <= now) {
    const state = grant.state === "active" ? "expired" : grant.state;
    throw new AppError("grant_not_active", `This needs a live grant; this one is ${state}.`);
  }
  return { terms: grant.terms, expiresAt: grant.expiresAt, now };
}
