import type { Tx } from "#lib/platform/db";
import type { StaffPasskeyRow } from "./passkey-statement";

export type WaitingPasskey = StaffPasskeyRow & {
  name: string;
  createdAt: Date;
  personName: string;
  personEmail: string;
};

/** Passkeys of the staff that nobody else has confirmed, the oldest first. @param id one of them alone */
export async function findWaitingPasskeys(tx: Tx, id: string | null = null): Promise<WaitingPasskey[]> {
  return tx.$queryRaw<WaitingPasskey[]>`
    SELECT k.id, k."personId", k."credentialId", k."publicKey", k.name, k."createdAt",
           p.name AS "personName", p.email AS "personEmail"
    FROM "Passkey" k JOIN "Person" p ON p.id = k."personId" AND p."disabledAt" IS NULL
    WHERE NOT guard_passkey_counts(k."credentialId") AND (${id}::text IS NULL OR k.id = ${id})
    ORDER BY k.id`;
}

export async function insertStaffPasskey(
  tx: Tx,
  row: {
    passkeyId: string;
    personId: string;
    canonical: string;
    digest: string;
    confirmedById: string;
    method: string;
    stepUpId: string;
  },
): Promise<void> {
  await tx.staffPasskey.create({ data: row, select: { passkeyId: true } });
}
