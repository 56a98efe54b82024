import type { Tx } from "../db";

export type MailRow = {
  id: string;
  address: string;
  subject: string;
  text: string;
  html: string;
  sealedLink: Uint8Array | null;
  attempts: number;
};

export async function insertMail(
  tx: Tx,
  row: Omit<MailRow, "attempts" | "sealedLink"> & {
    personId: string | null;
    sealedLink: Uint8Array<ArrayBuffer> | null;
  },
): Promise<void> {
  await tx.mail.create({ data: row, select: { id: true } });
}

/**
 * Takes the mail that has waited longest. The try counts, and the time of the next stands, before anything is sent:
 * a sender that dies in the middle is one failed try, and nobody else sends the same meanwhile.
 */
export async function claimDueMail(
  tx: Tx,
  { attemptsMax, pauseSeconds }: { attemptsMax: number; pauseSeconds: number },
): Promise<MailRow | null> {
  const [row] = await tx.$queryRaw<MailRow[]>`
    UPDATE "Mail" SET attempts = attempts + 1,
      "dueAt" = clock_timestamp() + make_interval(secs => ${pauseSeconds}::float8 * power(2, attempts))
    WHERE id = (SELECT id FROM "Mail" WHERE state = 'waiting' AND attempts < ${attemptsMax}::int
                  AND "dueAt" <= clock_timestamp()
                ORDER BY "dueAt", id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, address, subject, text, html, "sealedLink", attempts`;
  return row ?? null;
}

/** The sealed link goes with the sending: from then on the mail holds no key. */
export async function markMailSent(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Mail" SET state = 'sent', "sentAt" = clock_timestamp(), "lastError" = NULL, "sealedLink" = NULL
    WHERE id = ${id} AND state = 'waiting'`;
}

export async function noteMailFailure(
  tx: Tx,
  failure: { id: string; error: string; givenUp: boolean },
): Promise<void> {
  await tx.mail.updateMany({
    where: { id: failure.id, state: "waiting" },
    data: failure.givenUp
      ? { state: "given_up", lastError: failure.error, sealedLink: null }
      : { lastError: failure.error },
  });
}

/** Those whose last try ended without an answer, its sender having died. */
export async function giveUpExhausted(tx: Tx, attemptsMax: number): Promise<number> {
  return tx.$executeRaw`
    UPDATE "Mail" SET state = 'given_up', "sealedLink" = NULL
    WHERE state = 'waiting' AND attempts >= ${attemptsMax}::int AND "dueAt" <= clock_timestamp()`;
}

/** Where no mail is sent: what waits is kept to be read, and will not go out at once when a server is set one day. */
export async function keepWaitingMail(tx: Tx, { withLinks }: { withLinks: boolean }): Promise<number> {
  return withLinks
    ? tx.$executeRaw`UPDATE "Mail" SET state = 'kept' WHERE state = 'waiting'`
    : tx.$executeRaw`UPDATE "Mail" SET state = 'kept', "sealedLink" = NULL WHERE state = 'waiting'`;
}

export async function deleteMailOlderThan(tx: Tx, days: number): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM "Mail" WHERE "createdAt" < clock_timestamp() - make_interval(days => ${days}::int)`;
}

/** Mail of the demo's people and of its reader, the latest first; `id` for one of them. */
export async function findDemoMail(
  tx: Tx,
  of: { readerId: string; id?: string; before?: string; count: number },
) {
  const demoPeople = await tx.person.findMany({ where: { isDemo: true }, select: { id: true } });
  return tx.mail.findMany({
    where: {
      personId: { in: [...demoPeople.map(({ id }) => id), of.readerId] },
      ...(of.id === undefined ? {} : { id: of.id }),
      ...(of.before === undefined ? {} : { AND: { id: { lt: of.before } } }),
    },
    orderBy: { id: "desc" },
    take: of.count,
    omit: { personId: true, dueAt: true },
  });
}
