import { LIVING } from "#lib/grants/grant";
import type { Tx } from "#lib/platform/db";

const DAY_MS = 86_400_000;

/** Keys that work and end within so many days, the next one first. */
export async function findEndingKeys(tx: Tx, { now, daysMax }: { now: Date; daysMax: number }) {
  return tx.apiKey.findMany({
    where: {
      revokedAt: null,
      expiresAt: { gt: now, lte: new Date(now.getTime() + daysMax * DAY_MS) },
      grant: { state: { in: [...LIVING] } },
    },
    orderBy: { expiresAt: "asc" },
    select: { id: true, tenantId: true, createdAt: true, rotatedAt: true, expiresAt: true },
  });
}

/** @returns false when it was told before */
export async function insertKeyReminder(
  tx: Tx,
  reminder: { keyId: string; endsAt: Date; daysLeft: number },
): Promise<boolean> {
  const { count } = await tx.keyReminder.createMany({ data: reminder, skipDuplicates: true });
  return count === 1;
}
