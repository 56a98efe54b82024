import { appendEntry } from "#lib/ledger/append-entry";
import { ruledEntry } from "#lib/ledger/entry-data";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { emitEvent } from "#lib/platform/events";
import { findSecret } from "./find-secret";
import { parseKey } from "./key-format";
import { endSecret } from "./retired-secret-store";
import { LEAKED } from "./revocation";
import { lockKey, saveRevocation } from "./store";

/**
 * Ends what whoever holds a key's text can prove to have found: the key, or, where it was rotated since, its old
 * secret alone. The owner is told. Whoever reports learns nothing: not whether there is such a key.
 */
export async function reportLeak({ key: text }: { key: string }): Promise<void> {
  const parts = parseKey(text);
  if (parts === null) return;
  await transaction(async (tx) => {
    const found = await findSecret(tx, parts);
    if (found === null) return;
    const key = await lockKey(tx, found.key.id);
    if (key === null || key.revokedAt !== null) return;
    // Again under the lock: a rotation that committed meanwhile has made an old secret of it.
    const now = await findSecret(tx, parts);
    if (now === null || now.key.isExpired) return;
    if (now.secret.retired === null) await endKey(tx, key);
    else await endOldSecret(tx, key, now.secret.retired.id);
  });
}

type Owned = { id: string; tenantId: string };

async function endKey(tx: Tx, { id, tenantId }: Owned): Promise<void> {
  await saveRevocation(tx, id, { personId: null, reason: LEAKED, now: await databaseNow(tx) });
  await appendEntry(tx, ruledEntry("key.revoked", id, { reason_code: LEAKED }));
  await emitEvent(tx, { kind: "key.revoked", subjectId: id, data: { tenant_id: tenantId, why: LEAKED } });
}

async function endOldSecret(tx: Tx, { id, tenantId }: Owned, retiredId: string): Promise<void> {
  if (!(await endSecret(tx, retiredId))) return;
  await appendEntry(tx, { kind: "key.old_secret_ended", subjectId: id, data: { reason_code: LEAKED } });
  await emitEvent(tx, { kind: "key.old_secret_leaked", subjectId: id, data: { tenant_id: tenantId } });
}
