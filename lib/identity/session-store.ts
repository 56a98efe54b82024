import type { Tx } from "#lib/platform/db";
import { Prisma } from "#lib/platform/prisma/client";
import type { Assertion } from "./assertion";

export async function insertSession(
  tx: Tx,
  row: { id: string; personId: string; userAgent: string; expiresAt: Date },
): Promise<void> {
  await tx.authSession.create({ data: row });
}

export async function findSession(tx: Tx, id: string) {
  return tx.authSession.findUnique({
    where: { id },
    select: { id: true, personId: true, lastSeenAt: true, expiresAt: true, revokedAt: true },
  });
}

/** At most one write a minute a session. */
export async function touchSession(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "AuthSession" SET "lastSeenAt" = clock_timestamp()
    WHERE id = ${id} AND "lastSeenAt" < clock_timestamp() - interval '1 minute'`;
}

/** @returns how many were live until now */
export async function revokeSessions(
  tx: Tx,
  which: { personId: string; id?: string; exceptId?: string },
  now: Date,
): Promise<number> {
  const { count } = await tx.authSession.updateMany({
    where: {
      personId: which.personId,
      revokedAt: null,
      ...(which.id === undefined ? {} : { id: which.id }),
      ...(which.exceptId === undefined ? {} : { NOT: { id: which.exceptId } }),
    },
    data: { revokedAt: now },
  });
  return count;
}

export async function findLiveSessions(tx: Tx, personId: string, now: Date) {
  return tx.authSession.findMany({
    where: { personId, revokedAt: null, expiresAt: { gt: now } },
    orderBy: { lastSeenAt: "desc" },
    select: { id: true, userAgent: true, createdAt: true, lastSeenAt: true },
  });
}

export async function insertStepUp(
  tx: Tx,
  row: {
    id: string;
    sessionId: string;
    personId: string;
    method: string;
    digest: string;
    assertion: Assertion | null;
  },
): Promise<void> {
  await tx.stepUp.create({ data: { ...row, assertion: row.assertion ?? Prisma.DbNull } });
}

/** Marks a step-up as used, by its own person over this digest, if it is fresh by the database's clock. */
export async function markStepUpUsed(
  tx: Tx,
  of: { id: string; personId: string; sessionId: string; digest: string; freshSeconds: number },
): Promise<{ method: string; createdAt: Date; assertion: Assertion | null } | null> {
  const [row] = await tx.$queryRaw<{ method: string; createdAt: Date; assertion: Assertion | null }[]>`
    UPDATE "StepUp" SET "usedAt" = clock_timestamp()
    WHERE id = ${of.id} AND "personId" = ${of.personId} AND "sessionId" = ${of.sessionId} AND digest = ${of.digest}
      AND "usedAt" IS NULL AND "createdAt" > clock_timestamp() - make_interval(secs => ${of.freshSeconds}::int)
    RETURNING method, "createdAt", assertion`;
  return row ?? null;
}

export async function findKeptAssertions(
  tx: Tx,
  stepUpIds: readonly string[],
): Promise<{ stepUpId: string; assertion: Assertion }[]> {
  const rows = await tx.keptAssertion.findMany({
    where: { stepUpId: { in: [...stepUpIds] } },
    select: { stepUpId: true, assertion: true },
  });
  // Written by guard_signature_assertion alone, from what `keptAssertion` made.
  return rows as { stepUpId: string; assertion: Assertion }[];
}
